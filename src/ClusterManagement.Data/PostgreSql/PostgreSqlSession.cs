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
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(50);

    // Long ago at first: the pool is older than this object, and what is in it is not known.
    private long _lastUse;

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
        if (!IsFresh()) EnsureAlive((NpgsqlConnection)connection);
    }

    /// <inheritdoc/>
    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (!IsFresh()) await EnsureAliveAsync((NpgsqlConnection)connection, cancellationToken);
    }

    // A context that goes back to its pool closes its connection without a word, so openings are what is counted.
    private bool IsFresh() => Stopwatch.GetElapsedTime(Interlocked.Exchange(ref _lastUse, Stopwatch.GetTimestamp())) < Fresh;

    private static NpgsqlCommand Question(NpgsqlConnection connection)
    {
        // Not CreateCommand: the connection would hand out the same object again, with what the failed question left in it.
        var command = new NpgsqlCommand("SELECT 1", connection);
        command.CommandTimeout = connection.CommandTimeout is > 0 and < AnswerTimeout ? connection.CommandTimeout : AnswerTimeout;
        return command;
    }
}
