using System.Runtime.CompilerServices;
using Slipway.Cli.Projects;
using Slipway.Cli.Stacks;
using Slipway.Cli.Tests.Support;
using Slipway.Engine;
using Slipway.Engine.Planning;
using Slipway.Engine.Providers;
using Slipway.Engine.Secrets;
using Slipway.Engine.State;
using Slipway.Infra.Stacks;

namespace Slipway.Cli.Tests.Releases;

/// <summary>What a release plans for the slot that is live, on stacks of this checkout, over clouds that answer and make nothing.</summary>
[Collection("the program of this checkout")]
public sealed class KeptSlotTests
{
    // Green is new; everything that decides how many instances blue has stays as it is.
    private const string Release = """{"portfolio":{"phase":"shifting","slots":{"blue":{"weight":90,"kept":true,"version":"r1"},"green":{"weight":10,"version":"r2"}}}}""";

    [Theory]
    [InlineData("prod-aws", "aws:appautoscaling/target:Target portfolio-")]
    [InlineData("staging", "kubernetes:autoscaling/v2:HorizontalPodAutoscaler portfolio-")]
    public async Task Fewer_instances_in_the_files_are_fewer_of_the_new_version_and_none_fewer_of_the_live_one(string stack, string scaler)
    {
        using var folder = new TemporaryFolder();

        await ApplyAsync(stack, folder, "4");
        var plan = await PlanAsync(stack, folder, "2");

        var changed = plan.Steps.Where(step => step.Kind != StepKind.Same).Select(step => $"{step.Type} {step.Name}").ToList();
        Assert.Contains(changed, name => name.StartsWith(scaler + "green", StringComparison.Ordinal));
        Assert.DoesNotContain(changed, name => name.Contains(" portfolio-blue", StringComparison.Ordinal));
    }

    private static async Task ApplyAsync(string stack, TemporaryFolder folder, string replicas)
    {
        var (engine, program) = Open(stack, folder, replicas);
        var plan = await engine.PreviewAsync(program, new(), static _ => { }, default);
        Assert.Empty(plan.Problems);
        Assert.Empty((await engine.UpAsync(program, plan, new(), static _ => { }, default)).Problems);
    }

    private static async Task<Plan> PlanAsync(string stack, TemporaryFolder folder, string replicas)
    {
        var (engine, program) = Open(stack, folder, replicas);
        var plan = await engine.PreviewAsync(program, new(), static _ => { }, default);
        Assert.Empty(plan.Problems);
        return plan;
    }

    private static (StackEngine Engine, PulumiProgram Program) Open(string stack, TemporaryFolder folder, string replicas)
    {
        var project = Project.Find(Checkout(), null);
        var configuration = new StackConfigurationReader(project, (_, _) => throw new InvalidOperationException("The stack's file has no secrets.")).Read(stack);
        var cloud = new CloudStandIn();
        var engine = new StackEngine(new StackContext
        {
            Project = project.Name,
            Stack = stack,
            State = new FileStateStore(folder.Path, project.Name, stack),
            Secrets = new PassphraseSecrets("correct horse"),
            Providers = ProviderRegistry.Default.With("aws", cloud).With("kubernetes", cloud),
            Configuration = configuration.Values.SetItem("slipway:replicas", replicas).SetItem("slipway:releases", Release),
        });
        var main = EntryPoint.Of(typeof(PlatformStack).Assembly);
        return (engine, RunAsync);

        async Task<int> RunAsync()
        {
            var before = Environment.CurrentDirectory;
            Environment.CurrentDirectory = project.ProgramFolder;
            try
            {
                return await main();
            }
            finally
            {
                Environment.CurrentDirectory = before;
            }
        }
    }

    private static string Checkout([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
