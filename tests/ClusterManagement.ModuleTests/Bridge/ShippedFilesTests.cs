namespace ClusterManagement.ModuleTests.Bridge;

/// <summary>What the layout of the module contains, file by file: a new package or a forgotten symbol file shows here.</summary>
public sealed class ShippedFilesTests
{
    [Fact]
    public void In_bin_lie_the_assemblies_of_the_default_context() => AssertFiles("bin", SearchOption.TopDirectoryOnly, """
        ClusterManagement.Abstractions.dll
        ClusterManagement.Simulator.dll
        ClusterManagement.dll
        """);

    [Fact]
    public void In_lib_lie_the_engine_and_its_packages() => AssertFiles("bin/lib", SearchOption.TopDirectoryOnly, """
        ClusterManagement.Data.dll
        ClusterManagement.Engine.deps.json
        ClusterManagement.Engine.dll
        ClusterManagement.Engine.runtimeconfig.json
        ClusterManagement.Providers.dll
        Konscious.Security.Cryptography.Argon2.dll
        Konscious.Security.Cryptography.Blake2.dll
        Microsoft.AspNetCore.Cryptography.Internal.dll
        Microsoft.AspNetCore.DataProtection.Abstractions.dll
        Microsoft.AspNetCore.DataProtection.dll
        Microsoft.Data.Sqlite.dll
        Microsoft.EntityFrameworkCore.Abstractions.dll
        Microsoft.EntityFrameworkCore.Relational.dll
        Microsoft.EntityFrameworkCore.Sqlite.dll
        Microsoft.EntityFrameworkCore.dll
        Microsoft.Extensions.Caching.Abstractions.dll
        Microsoft.Extensions.Caching.Memory.dll
        Microsoft.Extensions.Configuration.Abstractions.dll
        Microsoft.Extensions.DependencyInjection.Abstractions.dll
        Microsoft.Extensions.DependencyInjection.dll
        Microsoft.Extensions.DependencyModel.dll
        Microsoft.Extensions.Diagnostics.Abstractions.dll
        Microsoft.Extensions.FileProviders.Abstractions.dll
        Microsoft.Extensions.Hosting.Abstractions.dll
        Microsoft.Extensions.Logging.Abstractions.dll
        Microsoft.Extensions.Logging.dll
        Microsoft.Extensions.Options.dll
        Microsoft.Extensions.Primitives.dll
        MySqlConnector.dll
        Npgsql.EntityFrameworkCore.PostgreSQL.dll
        Npgsql.dll
        Pomelo.EntityFrameworkCore.MySql.dll
        SQLitePCLRaw.batteries_v2.dll
        SQLitePCLRaw.core.dll
        SQLitePCLRaw.provider.e_sqlite3.dll
        System.Security.Cryptography.Pkcs.dll
        System.Security.Cryptography.Xml.dll
        """);

    [Fact]
    public void Native_SQLite_is_there_for_the_mainstream_systems_only() => AssertFiles("bin/lib/runtimes", SearchOption.AllDirectories, """
        linux-arm64/native/libe_sqlite3.so
        linux-musl-x64/native/libe_sqlite3.so
        linux-x64/native/libe_sqlite3.so
        osx-arm64/native/libe_sqlite3.dylib
        osx-x64/native/libe_sqlite3.dylib
        win-arm64/native/e_sqlite3.dll
        win-x64/native/e_sqlite3.dll
        """);

    [Fact]
    public void The_help_lies_at_the_base() => AssertFiles("en-US", SearchOption.AllDirectories, """
        ClusterManagement.dll-Help.xml
        about_ClusterManagement.help.txt
        """);

    private static void AssertFiles(string folder, SearchOption depth, string expected)
    {
        var root = Path.Combine(Repository.Root, folder);
        var found = Directory.EnumerateFiles(root, "*", depth).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'));
        Assert.Equal(expected.ReplaceLineEndings("\n").Split('\n').Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }
}
