using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterManagement.Simulator.Http;

namespace ClusterManagement.Simulator.Api;

/// <summary>Answers in Proxmox VE's shapes.</summary>
internal static class ResponseWriter
{
    private const string ContentType = "application/json;charset=UTF-8";
    private const string ExtJs = "extjs";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static HttpResponse Success(JsonNode? data, int? total, string format, bool proxied)
    {
        var body = new JsonObject { ["data"] = data };
        if (total is > 0)
            body["total"] = total;
        if (format == ExtJs)
            body["success"] = 1;
        return new HttpResponse(200, "OK") { Body = body.ToJsonString(Json), ContentType = ContentType, Proxied = proxied };
    }

    public static HttpResponse Error(ApiException error, string format)
    {
        if (error.HasNoBody)
            return new HttpResponse(error.Status, error.Message);
        var body = new JsonObject { ["data"] = null, ["message"] = error.Message + error.Ending };
        if (error.Errors is { } errors)
            body["errors"] = new JsonObject(errors.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)e.Value)));
        if (format == ExtJs)
        {
            body["success"] = 0;
            body["status"] = error.Status;
            return new HttpResponse(200, "OK") { Body = body.ToJsonString(Json), ContentType = ContentType };
        }
        return new HttpResponse(error.Status, ReasonOf(error.Message)) { Body = body.ToJsonString(Json), ContentType = ContentType };
    }

    public static HttpResponse Fault(int status, Fault fault)
    {
        var response = new HttpResponse(status, ReasonOf(fault.Reason ?? fault.Message ?? "simulated fault")) { RetryAfter = fault.RetryAfter };
        if (fault.Message is null)
            return response;
        var body = new JsonObject { ["data"] = null, ["message"] = fault.Message.TrimEnd('\n') + "\n" };
        return response with { Body = body.ToJsonString(Json), ContentType = ContentType };
    }

    private static string ReasonOf(string message) => message.Split('\n')[0].Trim();
}
