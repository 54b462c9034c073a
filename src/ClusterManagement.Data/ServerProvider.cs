using System.Data.Common;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ClusterManagement.Data;

/// <summary>What the engines that are servers have in common. A database on a server is never made by the way.</summary>
/// <typeparam name="TContext">The engine's context.</typeparam>
public abstract class ServerProvider<TContext>() : DatabaseProvider(typeof(TContext)), IServerProvider
    where TContext : ClusterContext
{
    /// <summary>How long a server may take to answer a new connection, in seconds.</summary>
    protected const int ConnectTimeout = 15;

    /// <summary>How long another process's migration is waited for, in seconds.</summary>
    protected const int MigrationTimeout = 600;

    /// <summary>How much longer than the server the client waits for a lock, in seconds, so that the server's answer comes first.</summary>
    protected const int LockMargin = 5;

    private const int HighestPort = 65535;

    /// <inheritdoc/>
    public override bool IsMadeOnFirstUse => false;

    /// <summary>The port the engine listens on unless told otherwise.</summary>
    protected abstract int DefaultPort { get; }

    /// <inheritdoc/>
    public ClusterDatabase Locate(DatabaseAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var builder = Parse(address.ConnectionString);
        var parts = Read(builder);
        parts = new ServerAddress(
            address.Server ?? parts.Server,
            address.Port ?? parts.Port ?? DefaultPort,
            address.Name ?? parts.Name,
            address.UserName ?? parts.UserName,
            address.Password?.Reveal() ?? parts.Password);
        if (string.IsNullOrWhiteSpace(parts.Server)) throw Refused("a connection string that names the server, or -Server");
        if (string.IsNullOrWhiteSpace(parts.Name)) throw Refused("a connection string that names the database, or -Name");
        if (parts.Port is < 1 or > HighestPort) throw Refused($"a connection string whose port is between 1 and {HighestPort}, or -Port");
        Complete(builder, parts);
        return new ClusterDatabase
        {
            Engine = address.Engine,
            Server = parts.Server,
            Port = parts.Port,
            Name = parts.Name,
            UserName = parts.UserName,
            LockTimeout = CommandTimeout(builder),
            ConnectionString = new SecretText(builder.ConnectionString),
        };

        InvalidValueException Refused(string allowed) => new("ConnectionString", address.ConnectionString, allowed);
    }

    /// <inheritdoc/>
    public override IClusterContextFactory CreateFactory(ClusterDatabase database) => new PooledContextFactory<TContext>(Options(database));

    /// <inheritdoc/>
    public override bool MayExist(ClusterDatabase database) => true;

    /// <inheritdoc/>
    public override async Task MigrateAsync(ClusterDatabase database, CancellationToken cancellationToken)
    {
        await CreateDatabaseAsync(database, cancellationToken);
        await using var context = CreateFactory(database).Create();
        await context.Database.OpenConnectionAsync(cancellationToken);
        await LockMigrationsAsync(context.Database.GetDbConnection(), cancellationToken);
        try
        {
            try
            {
                await context.Database.MigrateAsync(cancellationToken);
            }
            catch (Exception exception) when (Classify(exception).Kind == DatabaseFaultKind.HalfMigrated)
            {
                if (!await RemoveLeftoversAsync(context, cancellationToken)) throw;
                await context.Database.MigrateAsync(cancellationToken);
            }
        }
        finally
        {
            await UnlockMigrationsAsync(context.Database.GetDbConnection());
        }
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>?> ReadAppliedMigrationsAsync(ClusterDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = Connect(database);
        try
        {
            await OpenAsync(connection, cancellationToken);
        }
        catch (Exception exception) when (Classify(exception).Kind == DatabaseFaultKind.NoDatabase)
        {
            return null;
        }

        var tables = await ReadColumnAsync(connection, TablesSql, cancellationToken);
        if (tables.Contains(HistoryRepository.DefaultTableName, StringComparer.OrdinalIgnoreCase))
        {
            return await ReadColumnAsync(
                connection, Sql($"SELECT [MigrationId] FROM [{HistoryRepository.DefaultTableName}] ORDER BY [MigrationId]"), cancellationToken);
        }

        if (tables.Count == 0) await RefuseHiddenTablesAsync(connection, database, cancellationToken);
        return tables.Count == 0 ? [] : throw new ClusterException(
            ErrorIds.DatabaseError, ClusterErrorKind.Database,
            $"The database '{database}' holds tables of something else ({string.Join(", ", tables.Take(5))}{(tables.Count > 5 ? ", ..." : string.Empty)}), and none of this module.",
            "Name a database of its own for this module; Initialize-ClusterDatabase makes it.", database);
    }

    /// <inheritdoc/>
    public override async Task<DbTransaction> OpenReadOnlyAsync(ClusterDatabase database, CancellationToken cancellationToken)
    {
        var connection = Connect(database);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return await BeginReadOnlyAsync(connection, cancellationToken);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task<long> GetSizeAsync(ClusterDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = Connect(database);
        await OpenAsync(connection, cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = SizeSql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken) ?? 0L, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The size of the database in bytes.</summary>
    protected abstract string SizeSql { get; }

    /// <summary>True for a server on this machine: there, TLS protects nothing that the machine does not.</summary>
    /// <param name="server">Its name, address or socket folder.</param>
    protected static bool IsLocal(string server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.StartsWith('/') || string.Equals(server, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(server, out var address) && IPAddress.IsLoopback(address));
    }

    /// <summary>Reads a connection string.</summary>
    /// <param name="connectionString">The text; null for an empty one.</param>
    /// <exception cref="InvalidValueException">It is malformed.</exception>
    protected DbConnectionStringBuilder Parse(SecretText? connectionString)
    {
        var builder = CreateBuilder();
        return Refusing(connectionString, () =>
        {
            builder.ConnectionString = connectionString?.Reveal() ?? string.Empty;

            // One of the drivers looks at a value only when it is asked for it.
            foreach (string keyword in builder.Keys) _ = builder[keyword];
            return builder;
        });
    }

    /// <summary>How a connection string of the engine looks.</summary>
    protected abstract string Form { get; }

    /// <summary>An empty connection string.</summary>
    protected abstract DbConnectionStringBuilder CreateBuilder();

    /// <summary>What a connection string says.</summary>
    /// <param name="builder">The connection string.</param>
    protected abstract ServerAddress Read(DbConnectionStringBuilder builder);

    /// <summary>Writes the address into a connection string and adds what it is silent about.</summary>
    /// <param name="builder">The connection string.</param>
    /// <param name="address">The address.</param>
    protected abstract void Complete(DbConnectionStringBuilder builder, ServerAddress address);

    /// <summary>How long a command may take, in seconds; 0 for as long as it likes.</summary>
    /// <param name="builder">The complete connection string.</param>
    protected abstract int CommandTimeout(DbConnectionStringBuilder builder);

    /// <summary>The options of a context.</summary>
    /// <param name="database">The database.</param>
    protected abstract DbContextOptions<TContext> Options(ClusterDatabase database);

    /// <summary>A closed connection.</summary>
    /// <param name="database">The database.</param>
    protected abstract DbConnection Connect(ClusterDatabase database);

    /// <summary>Begins a transaction that sees one state of the database and can write nothing.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    protected abstract Task<DbTransaction> BeginReadOnlyAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Opens a connection that has a living server behind it, even when it comes out of the pool.</summary>
    /// <param name="connection">The closed connection.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    protected virtual Task OpenAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection.OpenAsync(cancellationToken);
    }

    /// <summary>Refuses a database that seems to be empty because this user may not look into it.</summary>
    /// <param name="connection">The open connection.</param>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    protected virtual Task RefuseHiddenTablesAsync(DbConnection connection, ClusterDatabase database, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Makes the database on the server unless it is there.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    protected abstract Task CreateDatabaseAsync(ClusterDatabase database, CancellationToken cancellationToken);

    /// <summary>Removes what an interrupted migration has left, if nothing else would be lost with it.</summary>
    /// <param name="context">The database.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False when it is not removed.</returns>
    protected virtual Task<bool> RemoveLeftoversAsync(ClusterContext context, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>Waits until no other process migrates the database, and keeps others out.</summary>
    /// <param name="connection">The connection; the lock goes with it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    protected abstract Task LockMigrationsAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Lets others migrate; never throws.</summary>
    /// <param name="connection">The connection.</param>
    protected abstract Task UnlockMigrationsAsync(DbConnection connection);

    /// <summary>Runs a statement.</summary>
    /// <param name="connection">The open connection.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="timeout">How long it may take, in seconds; null for as long as any command.</param>
    protected static async Task<object?> ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellationToken, int? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (timeout is { } seconds) command.CommandTimeout = seconds;
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Reads the first column of a query.</summary>
    /// <param name="connection">The open connection.</param>
    /// <param name="sql">The query.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    protected static async Task<List<string>> ReadColumnAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var values = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) values.Add(reader.GetString(0));
        return values;
    }

    private T Refusing<T>(SecretText? connectionString, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or InvalidCastException
            or InvalidOperationException or KeyNotFoundException or NotSupportedException)
        {
            // The driver's own words may repeat a part of the text, and with it the password.
            throw new InvalidValueException("ConnectionString", connectionString, $"a connection string of the form {Form}");
        }
    }
}
