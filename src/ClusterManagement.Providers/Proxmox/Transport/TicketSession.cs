using System.Text.Json;
using ClusterManagement.Providers.Proxmox.Json;

namespace ClusterManagement.Providers.Proxmox.Transport;

/// <summary>
/// Keeps a login alive. A ticket lives two hours; after one it is renewed with itself as the password, so that a
/// password is sent once and not every hour.
/// </summary>
internal sealed class TicketSession(ProxmoxEndpoint endpoint, HttpExchange exchange, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan RenewAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan DeadAfter = TimeSpan.FromMinutes(115);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Login? _login;

    public void Dispose() => _gate.Dispose();

    /// <summary>A credential good for now.</summary>
    /// <returns>The credential, and whether it was obtained by this very call.</returns>
    internal async Task<(Credential Credential, bool IsFresh)> GetAsync(Action<string>? wire, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _login) is { } current && Age(current) < RenewAfter)
        {
            return (current.Credential, false);
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_login is { } login && Age(login) < RenewAfter)
            {
                return (login.Credential, false);
            }

            var renewed = _login is { } old && Age(old) < DeadAfter ? await RenewAsync(old, wire, cancellationToken) : null;
            Volatile.Write(ref _login, renewed ?? await LoginAsync(endpoint.Secret, wire, cancellationToken));
            return (_login!.Credential, true);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Forgets a credential the server no longer takes, unless another has taken its place already.</summary>
    internal void Forget(Credential credential)
    {
        if (Volatile.Read(ref _login) is { } login && ReferenceEquals(login.Credential, credential))
        {
            Interlocked.CompareExchange(ref _login, null, login);
        }
    }

    private TimeSpan Age(Login login) => time.GetUtcNow() - login.ObtainedAt;

    // A refused renewal is no news worth telling: the password decides.
    private async Task<Login?> RenewAsync(Login old, Action<string>? wire, CancellationToken cancellationToken)
    {
        try
        {
            return await LoginAsync(old.Ticket, wire, cancellationToken);
        }
        catch (RemoteApiException error) when (error.Kind == ClusterErrorKind.Authentication)
        {
            wire?.Invoke("The ticket could not be renewed, logging in again.");
            return null;
        }
    }

    private async Task<Login> LoginAsync(string password, Action<string>? wire, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(
            HttpMethod.Post,
            ApiPath.Of("access", "ticket"),
            [new("username", endpoint.UserOrTokenId), new("password", password)])
        {
            IsSafe = true,
        };
        var answer = await exchange.SendAsync(request, null, endpoint.Node, wire, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw AnswerErrors.ToError(request, answer, endpoint, exchange.Secrets(request, null));
        }

        var data = answer.Member("data")?.Deserialize(ProxmoxJson.Default.TicketAnswer);
        if (data is { NeedsSecondFactor: true } || data?.Ticket?.StartsWith("PVE:!tfa!", StringComparison.Ordinal) == true)
        {
            throw new RemoteApiException(
                ErrorIds.AuthenticationFailed,
                ClusterErrorKind.Authentication,
                $"Proxmox at {endpoint.Authority} asks {endpoint.UserOrTokenId} for a second factor.",
                "Use an API token: it needs no second factor.",
                endpoint.Authority)
            {
                Request = request.Shown,
                HttpStatus = answer.Status,
            };
        }

        return data is { Ticket: { Length: > 0 } ticket, CsrfPreventionToken: { Length: > 0 } csrf }
            ? new Login(ticket, Credential.Ticket(ticket, csrf), time.GetUtcNow())
            : throw AnswerErrors.Unreadable(request, answer, endpoint, "no ticket");
    }

    private sealed record Login(string Ticket, Credential Credential, DateTimeOffset ObtainedAt);
}
