using ClusterManagement.Data;

namespace ClusterManagement.Tests.Databases;

/// <summary>The engine behind a description of a database.</summary>
internal static class ProviderOf
{
    public static DatabaseProvider Provider(this ClusterDatabase database) => DatabaseProvider.For(database.Engine);
}
