namespace ClusterManagement.Simulator.Api;

/// <summary>The built-in roles and their privileges.</summary>
internal static class Roles
{
    public const string Administrator = "Administrator";
    public const string None = "NoAccess";

    private const string GuestAgent =
        "VM.GuestAgent.Audit,VM.GuestAgent.FileRead,VM.GuestAgent.FileSystemMgmt,VM.GuestAgent.FileWrite";
    private const string GuestUser = "VM.Audit,VM.Backup,VM.Config.CDROM,VM.Config.Cloudinit,VM.Console,VM.PowerMgmt," + GuestAgent;
    private const string GuestAdmin = GuestUser
        + ",VM.Allocate,VM.Clone,VM.Config.CPU,VM.Config.Disk,VM.Config.HWType,VM.Config.Memory,VM.Config.Network,VM.Config.Options"
        + ",VM.GuestAgent.Unrestricted,VM.Migrate,VM.Replicate,VM.Snapshot,VM.Snapshot.Rollback";
    private const string StorageAdmin = "Datastore.Allocate,Datastore.AllocateSpace,Datastore.AllocateTemplate,Datastore.Audit";
    private const string NetworkAdmin = "SDN.Allocate,SDN.Audit,SDN.Use";
    private const string UserAdmin = "Group.Allocate,Realm.AllocateUser,User.Modify";
    private const string SystemAdmin = "Sys.Audit,Sys.Console,Sys.Syslog";
    private const string Admin = StorageAdmin + "," + UserAdmin + "," + NetworkAdmin + "," + SystemAdmin + "," + GuestAdmin
        + ",Mapping.Audit,Mapping.Use,Pool.Allocate,Pool.Audit";

    private static readonly Dictionary<string, string[]> Table = new Dictionary<string, string>
    {
        [Administrator] = Admin
            + ",Mapping.Modify,Permissions.Modify,Realm.Allocate,Sys.AccessNetwork,Sys.Incoming,Sys.Modify,Sys.PowerMgmt",
        [None] = "",
        ["PVEAdmin"] = Admin,
        ["PVEAuditor"] = "Datastore.Audit,Mapping.Audit,Pool.Audit,SDN.Audit,Sys.Audit,VM.Audit,VM.GuestAgent.Audit",
        ["PVEDatastoreAdmin"] = StorageAdmin,
        ["PVEDatastoreUser"] = "Datastore.AllocateSpace,Datastore.Audit",
        ["PVEMappingAdmin"] = "Mapping.Audit,Mapping.Modify,Mapping.Use",
        ["PVEMappingUser"] = "Mapping.Audit,Mapping.Use",
        ["PVEPoolAdmin"] = "Pool.Allocate,Pool.Audit",
        ["PVEPoolUser"] = "Pool.Audit",
        ["PVESDNAdmin"] = NetworkAdmin,
        ["PVESDNUser"] = "SDN.Audit,SDN.Use",
        ["PVESysAdmin"] = SystemAdmin,
        ["PVETemplateUser"] = "VM.Audit,VM.Clone",
        ["PVEUserAdmin"] = UserAdmin,
        ["PVEVMAdmin"] = GuestAdmin,
        ["PVEVMUser"] = GuestUser,
    }.ToDictionary(
        role => role.Key,
        role => role.Value.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).ToArray());

    public static IEnumerable<string> Names => Table.Keys;

    public static IReadOnlyList<string> Privileges(string role) => Table.GetValueOrDefault(role, []);
}
