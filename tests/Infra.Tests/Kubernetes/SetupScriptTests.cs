using System.Diagnostics;
using Npgsql;
using Slipway.Servers;

namespace Infra.Tests.Kubernetes;

/// <summary>Runs what the setup jobs and the backup run, against a real server.</summary>
public sealed class SetupScriptTests : IClassFixture<PostgresServer>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-backups-").FullName;
    private readonly PostgresServer _server;

    public SetupScriptTests(PostgresServer server) => _server = server;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_database_belongs_to_its_role_and_is_closed_to_others_however_often_the_script_runs()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);
        Run(Script(cluster, "postgres.monitoring-role-job", "setup"), ("PASSWORD", "watch"));
        foreach (var role in new[] { "first", "second" })
        {
            Run(Script(cluster, "postgres-shared-job", "setup"), ("ROLE", role), ("PASSWORD", "old"));
            Run(Script(cluster, "postgres-shared-job", "setup"), ("ROLE", role), ("PASSWORD", "it's $new"));
        }

        await using var own = Connection("first", "first", "it's $new");
        await own.OpenAsync();
        await using var create = new NpgsqlCommand("CREATE TABLE mine (id int); SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'first'", own);
        Assert.Equal("first", await create.ExecuteScalarAsync());
        await using var others = Connection("second", "first", "it's $new");
        await Assert.ThrowsAsync<PostgresException>(() => others.OpenAsync());
        await using var watch = Connection("second", "slipway_monitoring", "watch");
        await watch.OpenAsync();
    }

    [Fact]
    public async Task Dumps_are_whole_and_the_oldest_go()
    {
        var cluster = await Cluster.DeclareAsync(Scores.All);
        foreach (var day in Enumerable.Range(1, 5))
            File.WriteAllText(Path.Combine(_folder, $"2020010{day}T000000Z.sql.gz"), "old");
        File.WriteAllText(Path.Combine(_folder, "cut-off.partial"), "");

        Run(Script(cluster, "postgres-backup-schedule", "backup").Replace("/backups", _folder), ("KEEP", "3"));

        var left = Directory.GetFiles(_folder).Select(Path.GetFileName).Order().ToList();
        Assert.Equal(["20200104T000000Z.sql.gz", "20200105T000000Z.sql.gz"], left[..2]);
        Assert.Equal(3, left.Count);
        Assert.Contains("PostgreSQL database cluster dump complete", Run($"zcat {Path.Combine(_folder, left[2]!)}"));
    }

    /// <summary>What the shell gets once Kubernetes has put back the dollars.</summary>
    private static string Script(Cluster cluster, string job, string container) =>
        ((string)cluster.Container(job, container)["command"]!.Last!).Replace("$$", "$");

    private string Run(string script, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("bash", ["-eu", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables.Concat(
        [
            ("PGHOST", PostgresServer.Host), ("PGPORT", _server.Port.ToString()), ("PGUSER", PostgresServer.Username),
            ("PGPASSWORD", PostgresServer.Password), ("PGDATABASE", "postgres"),
        ]))
            start.Environment[name] = value;
        using var bash = Process.Start(start)!;
        var output = bash.StandardOutput.ReadToEnd();
        var message = bash.StandardError.ReadToEnd();
        bash.WaitForExit();
        Assert.True(bash.ExitCode == 0, message);
        return output;
    }

    private NpgsqlConnection Connection(string database, string user, string password) => new(new NpgsqlConnectionStringBuilder
    {
        Host = PostgresServer.Host,
        Port = _server.Port,
        Database = database,
        Username = user,
        Password = password,
        Pooling = false,
    }.ConnectionString);
}
