using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Import.Sources;

namespace ClusterManagement.Engine.Import;

/// <summary>
/// Memberships. They follow the name of the group. Somebody who was here before keeps the groups that were given here: an
/// import that runs again must not give back rights that were taken away.
/// </summary>
/// <param name="plan">What is to be written.</param>
/// <param name="users">What became of the users.</param>
/// <param name="groups">What became of the groups.</param>
internal sealed class GroupMemberImport(ImportPlan plan, UserImport users, GroupImport groups)
    : RowImport<UserGroupEntity, (UserEntity User, GroupEntity Group)>(ImportKind.GroupMember, plan)
{
    /// <inheritdoc/>
    protected override long? Key(SourceRow row) => null;

    /// <inheritdoc/>
    protected override string Name(SourceRow row) =>
        $"{users.Of(row.Key("uidNumber"))?.Name ?? row.Text("uidNumber")} in {groups.Of(row.Key("gidNumber"))?.Name ?? row.Text("gidNumber")}";

    /// <inheritdoc/>
    protected override UserGroupEntity Map(SourceRow row, RowNotes notes) => new()
    {
        User = notes.Require(users.Of(row.Key("uidNumber")), "user"),
        Group = notes.Require(groups.Of(row.Key("gidNumber")), "group"),
    };

    /// <inheritdoc/>
    protected override (UserEntity User, GroupEntity Group) Identity(UserGroupEntity entity) => (entity.User, entity.Group);

    /// <inheritdoc/>
    protected override IEnumerable<string> Differences(UserGroupEntity here, UserGroupEntity there) => [];

    /// <inheritdoc/>
    protected override void Reserve(UserGroupEntity entity, SourceRow row, RowNotes notes)
    {
        if (!Plan.IsNew(entity.User))
        {
            var (user, group) = (entity.User.Username, entity.Group.Cn);
            throw new Refusal($"user {user} was here before, without it; if it is wanted: Add-ClusterGroupMember {group} -User {user}");
        }

        var there = row.Key("gidNumber");
        if (there != entity.Group.GidNumber) notes.Adapt($"gidNumber {there} there is {entity.Group.GidNumber} here");
    }
}
