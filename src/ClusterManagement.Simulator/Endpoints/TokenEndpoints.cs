using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Api;
using ClusterManagement.Simulator.State;

namespace ClusterManagement.Simulator.Endpoints;

/// <summary>The API tokens of users.</summary>
internal static class TokenEndpoints
{
    private const string Base = "/access/users/{userid}/token";
    private const string One = Base + "/{tokenid}";

    private static readonly Parameter[] Settings =
    [
        Schema.Text("comment"),
        Schema.Integer("expire", 0),
        Schema.Boolean("privsep"),
    ];

    public static IEnumerable<Endpoint> All =>
    [
        new("GET", Base, List),
        new("GET", One, Get),
        new("POST", One, Create) { Protected = true, Quorum = QuorumNeed.Request, Parameters = Settings },
        new("PUT", One, Update)
        {
            Protected = true,
            Quorum = QuorumNeed.Request,
            Parameters =
            [
                .. Settings,
                Schema.List("delete") with { Since = Schema.Version9 },
                Schema.Boolean("regenerate") with { Since = Schema.Version92 },
            ],
        },
        new("DELETE", One, Delete) { Protected = true, Quorum = QuorumNeed.Request },
    ];

    public static JsonNode? Describe(TokenState token)
    {
        var entry = Details(token);
        entry["tokenid"] = token.Name;
        return entry;
    }

    private static JsonObject Details(TokenState token)
    {
        var entry = new JsonObject { ["privsep"] = token.PrivilegeSeparation ? 1 : 0, ["expire"] = token.Expire };
        if (token.Comment is not null)
            entry["comment"] = token.Comment;
        return entry;
    }

    private static void CheckRights(ApiCall call)
    {
        if (call.Text("userid") != call.Identity.UserId)
            call.Demand("User.Modify");
        if (call.State.Access.UserIdentity(call.Text("userid")) is null)
            throw ApiException.Failure($"no such user ('{call.Text("userid")}')");
    }

    private static TokenState Find(ApiCall call) =>
        call.State.Access.Tokens.Find(t => t.UserId == call.Text("userid") && t.Name == call.Text("tokenid"))
        ?? throw ApiException.Failure($"no such token '{call.Text("tokenid")}' for user '{call.Text("userid")}'");

    private static JsonArray List(ApiCall call)
    {
        CheckRights(call);
        return new JsonArray(call.State.Access.Tokens.Where(t => t.UserId == call.Text("userid")).Select(Describe).ToArray());
    }

    private static JsonObject Get(ApiCall call)
    {
        CheckRights(call);
        return Details(Find(call));
    }

    private static JsonObject Create(ApiCall call)
    {
        CheckRights(call);
        var (user, name) = (call.Text("userid"), call.Text("tokenid"));
        if (call.State.Access.Tokens.Exists(t => t.UserId == user && t.Name == name))
            throw ApiException.Parameter("tokenid", "Token already exists.");
        var token = new TokenState(user, name, Guid.NewGuid().ToString(), call.Flag("privsep") ?? true)
        {
            Comment = call.Optional("comment"),
            Expire = call.Int("expire") ?? 0,
        };
        call.State.Access.Tokens.Add(token);
        return WithSecret(token, call);
    }

    /// <summary>The info repeats the parameters as they were sent, which makes privsep a string.</summary>
    private static JsonObject WithSecret(TokenState token, ApiCall call)
    {
        var info = new JsonObject { ["privsep"] = token.PrivilegeSeparation ? "1" : "0" };
        if (call.Optional("comment") is { } comment)
            info["comment"] = comment;
        return new JsonObject { ["full-tokenid"] = $"{token.UserId}!{token.Name}", ["value"] = token.Secret, ["info"] = info };
    }

    private static JsonObject Update(ApiCall call)
    {
        CheckRights(call);
        var old = Find(call);
        var token = old with
        {
            Comment = call.Optional("comment") ?? (call.List("delete").Contains("comment") ? null : old.Comment),
            Expire = call.Int("expire") ?? old.Expire,
            PrivilegeSeparation = call.Flag("privsep") ?? old.PrivilegeSeparation,
            Secret = call.IsSet("regenerate") ? Guid.NewGuid().ToString() : old.Secret,
        };
        call.State.Access.Tokens[call.State.Access.Tokens.IndexOf(old)] = token;
        return call.IsSet("regenerate") ? WithSecret(token, call) : Details(token);
    }

    private static JsonNode? Delete(ApiCall call)
    {
        CheckRights(call);
        call.State.Access.Tokens.Remove(Find(call));
        return null;
    }
}
