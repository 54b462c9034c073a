using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>Logins, users, roles and permissions.</summary>
internal static class AccessEndpoints
{
    private static readonly string[] Paths = ["/", "/access", "/access/groups", "/nodes", "/pool", "/sdn", "/storage", "/vms"];

    private static readonly Dictionary<string, Func<string, bool>> Capabilities = new()
    {
        ["access"] = p => p is "User.Modify" or "Group.Allocate" or "Permissions.Modify",
        ["dc"] = p => p is "Sys.Audit" or "Sys.Modify" || p.StartsWith("SDN.", StringComparison.Ordinal),
        ["mapping"] = Section("Mapping."),
        ["nodes"] = Section("Sys."),
        ["sdn"] = Section("SDN."),
        ["storage"] = Section("Datastore."),
        ["vms"] = Section("VM."),
    };

    public static IEnumerable<Endpoint> All =>
    [
        new("GET", "/access/domains", Domains) { IsPublic = true },
        new("POST", "/access/ticket", Ticket)
        {
            IsPublic = true,
            Protected = true,
            Parameters =
            [
                Schema.Text("username", max: 64).Required(),
                Schema.Text("password").Required(),
                Schema.Text("realm", max: 32),
                Schema.Text("otp"),
                Schema.Text("path", max: 64),
                Schema.Text("privs", max: 64),
                Schema.Text("tfa-challenge"),
                Schema.Boolean("new-format"),
            ],
        },
        new("GET", "/access/permissions", Permissions) { Parameters = [Schema.Text("path"), Schema.Text("userid")] },
        new("GET", "/access/roles", RoleList),
        new("GET", "/access/users", Users) { Protected = true, Parameters = [Schema.Boolean("enabled"), Schema.Boolean("full")] },
        new("GET", "/access/acl", Acl),
    ];

    private static Func<string, bool> Section(string prefix) =>
        privilege => privilege == "Permissions.Modify" || privilege.StartsWith(prefix, StringComparison.Ordinal);

    private static JsonObject Set(IEnumerable<string> privileges) =>
        new(privileges.Select(p => KeyValuePair.Create(p, (JsonNode?)JsonValue.Create(1))));

    private static JsonArray Domains(ApiCall call) => new(
        new JsonObject { ["realm"] = "pam", ["type"] = "pam", ["comment"] = "Linux PAM standard authentication" },
        new JsonObject { ["realm"] = "pve", ["type"] = "pve", ["comment"] = "Proxmox VE authentication server" });

    private static JsonObject Ticket(ApiCall call)
    {
        var user = call.Text("username");
        if (!user.Contains('@', StringComparison.Ordinal) && call.Optional("realm") is { } realm)
            user = $"{user}@{realm}";
        var session = call.State.Access.LogIn(user, call.Text("password")) ?? throw new ApiException(401, "authentication failure");
        return new JsonObject
        {
            ["username"] = user,
            ["ticket"] = session.Ticket,
            ["CSRFPreventionToken"] = session.CsrfToken,
            ["cap"] = new JsonObject(Capabilities.Select(c =>
                KeyValuePair.Create(c.Key, (JsonNode?)Set(session.Identity.Privileges.Where(c.Value))))),
        };
    }

    private static JsonObject Permissions(ApiCall call)
    {
        var paths = call.Optional("path") is { } path ? [path] : Paths;
        var privileges = call.Identity.Privileges;
        return privileges.Count == 0
            ? []
            : new JsonObject(paths.Select(p => KeyValuePair.Create(p, (JsonNode?)Set(privileges))));
    }

    private static JsonArray RoleList(ApiCall call) => new(Roles.Names
        .Select(role => (JsonNode?)new JsonObject
        {
            ["roleid"] = role,
            ["privs"] = string.Join(',', Roles.Privileges(role)),
            ["special"] = 1,
        })
        .ToArray());

    private static JsonArray Users(ApiCall call)
    {
        var full = call.IsSet("full");
        var users = call.State.Access.Users.Where(u => call.Identity.Has("Sys.Audit") || u.UserId == call.Identity.UserId);
        return new JsonArray(users.Select(user => (JsonNode?)User(call.State, user, full)).ToArray());
    }

    private static JsonObject User(ClusterState state, SimulatedUser user, bool full)
    {
        var entry = new JsonObject
        {
            ["userid"] = user.UserId,
            ["enable"] = 1,
            ["expire"] = 0,
            ["realm-type"] = user.UserId.Split('@')[^1],
        };
        if (!full)
            return entry;
        var tokens = state.Access.Tokens.Where(t => t.UserId == user.UserId).Select(TokenEndpoints.Describe).ToArray();
        entry["groups"] = "";
        entry["tokens"] = tokens.Length == 0 ? null : new JsonArray(tokens);
        return entry;
    }

    private static JsonArray Acl(ApiCall call) => new(call.State.Access.Users
        .Where(u => u.UserId != "root@pam" && u.Role.Length > 0)
        .Select(u => (JsonNode?)new JsonObject
        {
            ["path"] = "/",
            ["type"] = "user",
            ["ugid"] = u.UserId,
            ["roleid"] = u.Role,
            ["propagate"] = 1,
        })
        .ToArray());
}
