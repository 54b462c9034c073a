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

    /// <summary>How long a statement may wait for other writers, in seconds.</summary>
    protected const int LockTimeout = 30;

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
        if (string.IsNullOrWhiteSpace(parts.Server)) throw new InvalidValueException("ConnectionString", null, "a connection string that names the server, or -Server");
        if (string.IsNullOrWhiteSpace(parts.Name)) throw new InvalidValueException("ConnectionString", null, "a connection string that names the database, or -Name");
        Complete(builder, parts);
        return new ClusterDatabase
        {
            Engine = address.Engine,
            Server = parts.Server,
            Port = parts.Port,
            Name = parts.Name,
            UserName = parts.UserName,
            ConnectionString = new SecretText(builder.ConnectionString),
        };
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
            await context.Database.MigrateAsync(cancellationToken);
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
            await connection.OpenAsync(cancellationToken);
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
        await connection.OpenAsync(cancellationToken);
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
        try
        {
            builder.ConnectionString = connectionString?.Reveal() ?? string.Empty;
            return builder;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or InvalidCastException or KeyNotFoundException)
        {
            // The driver's own words may repeat a part of the text, and with it the password.
            throw new InvalidValueException("ConnectionString", connectionString, $"a connection string of the form {Form}");
        }
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

    /// <summary>Makes the database on the server unless it is there.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    protected abstract Task CreateDatabaseAsync(ClusterDatabase database, CancellationToken cancellationToken);

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
    /// <param name="timeout">How long it may take, in seconds.</param>
    protected static async Task<object?> ExecuteAsync(DbConnection connection, string sql, CancellationToken cancellationToken, int timeout = LockTimeout)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = timeout;
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task<List<string>> ReadColumnAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var values = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) values.Add(reader.GetString(0));
        return values;
    }
}
