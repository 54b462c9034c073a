using ClusterManagement.Data.Sqlite;
using ClusterManagement.Data.Sqlite.CompiledModel;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Xunit;

namespace ClusterManagement.Tests.Data;

/// <summary>The compiled model is generated; a change of a configuration has to reach it (docs/database.md says how).</summary>
public sealed class CompiledModelTests
{
    [Fact]
    public void The_compiled_model_is_the_one_the_configurations_give()
    {
        using var context = new SqliteClusterContext(SqliteProvider.Options("never-opened.db", compiledModel: false));

        Assert.Equal(Describe(context.Model), Describe(SqliteClusterContextModel.Instance));
    }

    private static string Describe(IModel model) => model.ToDebugString(MetadataDebugStringOptions.LongDefault);
}
