using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace ClusterManagement.Data.PostgreSql;

/// <summary>
/// Asks a connection that comes out of the pool whether its server is still there, and opens another one when it is not: the
/// driver finds out only with the first statement, which then fails although the server has long come back. (MySqlConnector
/// resets its connections and so finds out by itself.) In a row of commands only the first one asks.
/// </summary>
internal sealed class PostgreSqlSession : DbConnectionInterceptor
{
    private const int AnswerTimeout = 3;

    // A server takes longer than that to end and start again.
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(250);

    private long _lastUse = Stopwatch.GetTimestamp();

    private bool IsFresh => Stopwatch.GetElapsedTime(Interlocked.Read(ref _lastUse)) < Fresh;

    /// <summary>Makes sure that an open connection has a living server behind it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Ends the asking and the opening.</param>
    public static async Task EnsureAliveAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var question = Question(connection);
            await question.ExecuteScalarAsync(cancellationToken);
        }
        catch (NpgsqlException)
        {
            NpgsqlConnection.ClearPool(connection);
            await connection.CloseAsync();
            await connection.OpenAsync(cancellationToken);
        }
    }

    /// <inheritdoc cref="EnsureAliveAsync"/>
    public static void EnsureAlive(NpgsqlConnection connection)
    {
        try
        {
            using var question = Question(connection);
            question.ExecuteScalar();
        }
        catch (NpgsqlException)
        {
            NpgsqlConnection.ClearPool(connection);
            connection.Close();
            connection.Open();
        }
    }

    /// <inheritdoc/>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (!IsFresh) EnsureAlive((NpgsqlConnection)connection);
    }

    /// <inheritdoc/>
    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (!IsFresh) await EnsureAliveAsync((NpgsqlConnection)connection, cancellationToken);
    }

    /// <inheritdoc/>
    public override void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) =>
        Interlocked.Exchange(ref _lastUse, Stopwatch.GetTimestamp());

    /// <inheritdoc/>
    public override Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        Interlocked.Exchange(ref _lastUse, Stopwatch.GetTimestamp());
        return Task.CompletedTask;
    }

    private static NpgsqlCommand Question(NpgsqlConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        command.CommandTimeout = connection.CommandTimeout is > 0 and < AnswerTimeout ? connection.CommandTimeout : AnswerTimeout;
        return command;
    }
}
