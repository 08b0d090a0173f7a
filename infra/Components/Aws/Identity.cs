using Pulumi;
using Pulumi.Aws.Iam;

namespace Slipway.Infra.Components.Aws;

/// <summary>
/// Who a workload is: the role its containers act with, and the role that starts them. Each is allowed what is
/// asked for here, and no policy is shared between workloads.
/// </summary>
public sealed class Identity : ComponentResource
{
    private readonly string _name;
    private readonly List<PolicyStatement> _task = [];
    private readonly List<PolicyStatement> _execution = [];

    public Identity(string name, AwsSettings settings, ComponentResourceOptions? options = null)
        : base("slipway:aws:Identity", name, options)
    {
        _name = ShortName.Of(name, 40);
        var trust = TrustOf("ecs-tasks.amazonaws.com", settings);
        Task = new Role($"{_name}-task", new RoleArgs { AssumeRolePolicy = trust, Description = $"What {name} may do" }, Child);
        Execution = new Role($"{_name}-execution", new RoleArgs { AssumeRolePolicy = trust, Description = $"What starting {name} takes" }, Child);
        RegisterOutputs();
    }

    public Role Task { get; }

    public Role Execution { get; }

    /// <summary>What must be there before a task of this identity starts.</summary>
    public IReadOnlyList<Resource> Ready { get; private set; } = [];

    private CustomResourceOptions Child => new() { Parent = this };

    /// <summary>Lets the containers do something.</summary>
    public void Allow(PolicyStatement statement) => _task.Add(statement);

    /// <summary>Lets the start of the containers take something: an image, a secret, a log.</summary>
    public void AllowStart(PolicyStatement statement) => _execution.Add(statement);

    /// <summary>Writes down what was allowed.</summary>
    public void Seal()
    {
        var ready = new List<Resource>();
        if (_task.Count > 0)
            ready.Add(new RolePolicy($"{_name}-task", new RolePolicyArgs { Role = Task.Id, Policy = PolicyStatement.Document([.. _task]) }, Child));
        if (_execution.Count > 0)
            ready.Add(new RolePolicy($"{_name}-execution", new RolePolicyArgs { Role = Execution.Id, Policy = PolicyStatement.Document([.. _execution]) }, Child));
        Ready = ready;
    }

    /// <summary>A role that a service of AWS takes on for this account, and for no other that asks it to.</summary>
    public static Output<string> TrustOf(string service, AwsSettings settings) =>
        PolicyStatement.Document(Trust(service) with { Conditions = [new("StringEquals", "aws:SourceAccount", settings.Account)] });

    /// <summary>A role for functions: Lambda names no account when it takes one on, and takes on none of other accounts.</summary>
    public static Output<string> TrustOfFunctions() => PolicyStatement.Document(Trust("lambda.amazonaws.com"));

    private static PolicyStatement Trust(string service) => new()
    {
        Sid = "TakeOn",
        Actions = ["sts:AssumeRole"],
        Principals = [PolicyPrincipal.Service(service)],
    };
}
