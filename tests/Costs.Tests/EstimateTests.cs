using Slipway.Costs.Prices;
using Slipway.Costs.Tests.Support;
using Slipway.Costs.Usage;
using Slipway.Policies.Graph;
using static Slipway.Costs.Tests.Support.Graphs;

namespace Slipway.Costs.Tests;

/// <summary>Bills worked out by hand, from the prices as they stand in the lists.</summary>
public sealed class EstimateTests
{
    private const string Virginia = "us-east-1";
    private const string Ireland = "eu-west-1";

    [Fact]
    public void Tasks_cost_their_processors_and_memory_by_the_hour()
    {
        var task = Resource("aws:ecs/taskDefinition:TaskDefinition", "task", ("cpu", Text("512")), ("memory", Text("1024")));
        var service = Resource("aws:ecs/service:Service", "service", ("desiredCount", Number(2))).From("taskDefinition", task);

        var estimate = Estimate(Aws(Virginia, task, service));

        // 2 tasks × 730 hours × (half a vCPU at 0.04048 + 1 GB at 0.004445)
        Assert.Equal(2 * 730 * ((0.5m * 0.04048m) + (1m * 0.004445m)), estimate.Usd);
        Assert.True(estimate.IsComplete);
    }

    [Fact]
    public void Tasks_on_ARM_cost_a_fifth_less_and_disk_above_20_GB_is_paid_for()
    {
        var task = Resource("aws:ecs/taskDefinition:TaskDefinition", "task", ("cpu", Text("1024")), ("memory", Text("2048")),
            ("runtimePlatform", Map(("cpuArchitecture", Text("ARM64")))), ("ephemeralStorage", Map(("sizeInGib", Number(50)))));
        var service = Resource("aws:ecs/service:Service", "service", ("desiredCount", Number(1))).From("taskDefinition", task);

        var estimate = Estimate(Aws(Virginia, task, service));

        // 730 hours × (1 vCPU at 0.03238 + 2 GB at 0.00356 + 30 GB of disk at 0.000111)
        Assert.Equal(730 * (0.03238m + (2 * 0.00356m) + (30 * 0.000111m)), estimate.Usd);
    }

    [Fact]
    public void A_service_of_no_tasks_costs_nothing()
    {
        var task = Resource("aws:ecs/taskDefinition:TaskDefinition", "task", ("cpu", Text("512")), ("memory", Text("1024")));
        var service = Resource("aws:ecs/service:Service", "idle-slot", ("desiredCount", Number(0))).From("taskDefinition", task);

        var estimate = Estimate(Aws(Virginia, task, service));

        Assert.Empty(estimate.Resources);
        Assert.True(estimate.IsComplete);
    }

    [Fact]
    public void A_database_with_a_standby_costs_twice_the_server_and_twice_the_storage()
    {
        var database = Resource("aws:rds/instance:Instance", "postgres", ("engine", Text("postgres")), ("instanceClass", Text("db.m7g.large")),
            ("allocatedStorage", Number(100)), ("storageType", Text("gp3")), ("multiAz", True));

        var estimate = Estimate(Aws(Virginia, database));

        // 2 × (730 hours at 0.168 + 100 GB at 0.115)
        Assert.Equal(2 * ((730 * 0.168m) + (100 * 0.115m)), estimate.Usd);
    }

    [Fact]
    public void What_the_whole_stack_sends_through_NAT_is_shared_among_its_gateways()
    {
        var estimate = Estimate(Aws(Ireland, Resource("aws:ec2/natGateway:NatGateway", "a"), Resource("aws:ec2/natGateway:NatGateway", "b")), UsageAssumptions.Default with { NatGb = 500 });

        // 2 gateways × 730 hours at 0.048, and 500 GB at 0.048
        Assert.Equal((2 * 730 * 0.048m) + (500 * 0.048m), estimate.Usd);
        Assert.All(estimate.Resources, gateway => Assert.Equal(250m, Assert.Single(gateway.Lines, line => line.Item == "nat/gb").Quantity));
    }

    [Fact]
    public void A_load_balancer_costs_its_hours_its_load_its_addresses_and_what_leaves_it()
    {
        var balancer = Resource("aws:lb/loadBalancer:LoadBalancer", "edge", ("subnets", List(Text("a"), Text("b"), Text("c"))));

        var estimate = Estimate(Aws(Ireland, balancer), UsageAssumptions.Default with { Requests = 1_048_576, ResponseKb = 100, LoadBalancerUnits = 2 });

        // 730 hours × (0.0252 + 2 LCU at 0.008 + 3 addresses at 0.005), and 1 Mi answers × 100 KB = 100 GB at 0.09
        Assert.Equal((730 * (0.0252m + (2 * 0.008m) + (3 * 0.005m))) + (100 * 0.09m), estimate.Usd);
    }

    [Fact]
    public void Interface_endpoints_cost_in_each_zone_and_gateway_endpoints_nothing()
    {
        var estimate = Estimate(Aws(Ireland,
            Resource("aws:ec2/vpcEndpoint:VpcEndpoint", "logs", ("vpcEndpointType", Text("Interface")), ("subnetIds", List(Text("a"), Text("b"), Text("c")))),
            Resource("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", ("vpcEndpointType", Text("Gateway")))), UsageAssumptions.Default with { EndpointGb = 0 });

        // 3 zones × 730 hours at 0.011
        Assert.Equal(3 * 730 * 0.011m, estimate.Usd);
        Assert.Equal("logs", Assert.Single(estimate.Resources).Name);
    }

    [Fact]
    public void Logs_are_paid_for_when_written_and_as_long_as_they_are_kept()
    {
        var group = Resource("aws:cloudwatch/logGroup:LogGroup", "logs", ("retentionInDays", Number(90)));

        var estimate = Estimate(Aws(Ireland, group), UsageAssumptions.Default with { LogGb = 10 });

        // 10 GB at 0.57, and three months of 10 GB at 0.03
        Assert.Equal((10 * 0.57m) + (3 * 10 * 0.03m), estimate.Usd);
    }

    [Fact]
    public void A_container_app_works_a_part_of_the_time_and_waits_the_rest()
    {
        var app = Resource("azure:containerapp/app:App", "api", ("location", Text("westeurope")),
            ("template", Map(("minReplicas", Number(2)), ("containers", List(Map(("cpu", Number(0.5)), ("memory", Text("1Gi"))))))));

        var estimate = Estimate(Of(app), UsageAssumptions.Default with { BusyShare = 0.25m, Requests = 1_000_000 });

        // 2 replicas × 730 × 3600 seconds; a quarter at work (0.000034 a vCPU, 0.000004 a GiB), the rest waiting (0.000004 each); a million requests at 0.56
        const decimal seconds = 2 * 730 * 3600;
        Assert.Equal(
            (seconds * 0.25m * ((0.5m * 0.000034m) + 0.000004m)) + (seconds * 0.75m * ((0.5m * 0.000004m) + 0.000004m)) + 0.56m,
            estimate.Usd);
    }

    [Fact]
    public void A_flexible_server_is_paid_for_by_its_processors_and_what_has_no_price_is_said()
    {
        var server = Resource("azure:postgresql/flexibleServer:FlexibleServer", "postgres", ("location", Text("westeurope")),
            ("skuName", Text("GP_Standard_D4ds_v5")), ("storageMb", Number(131072)), ("highAvailability", Map(("mode", Text("ZoneRedundant")))), ("geoRedundantBackupEnabled", True));

        var estimate = Estimate(Of(server));

        // 2 servers × (4 vCores × 730 hours at 0.106 + 128 GB at 0.1369); the price of backups in a second region could not be sourced
        Assert.Equal(2 * ((4 * 730 * 0.106m) + (128 * 0.1369m)), estimate.Usd);
        Assert.False(estimate.IsComplete);
        Assert.Equal(
            ["backups in a second region: 128, no price of postgres-flexible/geo-backup-gb-month in westeurope"],
            estimate.Unknown.Select(unknown => $"{unknown.Line.What}: {unknown.Line.Quantity}, {unknown.Line.Missing}"));
        Assert.All(estimate.Unknown, unknown => Assert.Null(unknown.Line.Usd));
    }

    [Fact]
    public void A_quantity_that_the_plan_does_not_know_is_said_rather_than_taken_for_none()
    {
        var service = Resource("aws:ec2/vpcEndpoint:VpcEndpoint", "logs", ("vpcEndpointType", Text("Interface")), ("subnetIds", GraphValue.NotYetKnown));

        var estimate = Estimate(Aws(Virginia, service));

        Assert.Equal("how much is only known once it is made", Assert.Single(estimate.Unknown).Line.Missing);
        Assert.False(estimate.IsComplete);
    }

    [Fact]
    public void Whether_a_standby_comes_with_a_server_is_not_taken_for_no_while_it_is_not_known()
    {
        var database = Resource("aws:rds/instance:Instance", "postgres", ("engine", Text("postgres")), ("instanceClass", Text("db.m7g.large")),
            ("allocatedStorage", Number(100)), ("storageType", Text("gp3")), ("multiAz", GraphValue.NotYetKnown));

        var estimate = Estimate(Aws(Virginia, database));

        Assert.Equal(["server", "storage"], estimate.Unknown.Select(unknown => unknown.Line.What));
        Assert.Equal(0, estimate.Usd);
    }

    [Fact]
    public void A_kind_that_nobody_wrote_an_estimator_for_is_said()
    {
        var estimate = Estimate(Aws(Virginia, Resource("aws:redshift/cluster:Cluster", "a"), Resource("aws:redshift/cluster:Cluster", "b"), Resource("aws:iam/role:Role", "free")));

        Assert.Equal([KeyValuePair.Create("aws:redshift/cluster:Cluster", 2)], estimate.UnknownTypes);
        Assert.False(estimate.IsComplete);
    }

    [Fact]
    public void What_runs_on_machines_that_are_there_is_not_priced_and_not_zero()
    {
        var estimate = Estimate(Of(Resource("kubernetes:apps/v1:Deployment", "api"), Resource("docker:index/container:Container", "db"), Resource("random:index/randomPassword:RandomPassword", "password")));

        Assert.True(estimate.IsNotPriced);
        Assert.Equal(2, estimate.OnOwnHardware);
    }

    [Fact]
    public void Prices_of_another_region_stand_in_where_the_lists_lack_the_stacks_own()
    {
        var graph = Aws("eu-central-1", Resource("aws:ec2/natGateway:NatGateway", "a"));

        var without = Estimate(graph);
        var with = Estimate(graph, UsageAssumptions.Default with { PriceRegion = Virginia, NatGb = 0 });

        Assert.All(without.Resources.Single().Lines, line => Assert.EndsWith("in eu-central-1", line.Missing));
        Assert.Equal((Virginia, "eu-central-1"), (with.Region, with.InPlaceOf));
        Assert.Equal(730 * 0.045m, with.Usd);
    }

    [Fact]
    public void The_region_is_that_of_the_configuration_where_resources_do_not_tell()
    {
        var estimate = new CostEstimator(PriceTable.Default, UsageAssumptions.Default with { NatGb = 0 }, Ireland).Estimate(Of(Resource("aws:ec2/natGateway:NatGateway", "a")));

        Assert.Equal(Ireland, estimate.Region);
        Assert.Equal(730 * 0.048m, estimate.Usd);
    }

    [Fact]
    public void A_region_that_the_lists_have_is_never_replaced()
    {
        var estimate = Estimate(Aws(Ireland, Resource("aws:ec2/natGateway:NatGateway", "a")), UsageAssumptions.Default with { PriceRegion = Virginia, NatGb = 0 });

        Assert.Equal(Ireland, estimate.Region);
        Assert.Null(estimate.InPlaceOf);
        Assert.Equal(730 * 0.048m, estimate.Usd);
    }

    [Fact]
    public void A_plan_is_compared_with_what_it_finds()
    {
        var database = Resource("aws:rds/instance:Instance", "postgres", ("engine", Text("postgres")), ("instanceClass", Text("db.t4g.medium")), ("storageType", Text("gp3")), ("allocatedStorage", Number(20)));
        var changed = database with { Step = GraphStep.Update, InputsBefore = database.Inputs, Inputs = database.Inputs.With("instanceClass", Text("db.m7g.large")) };
        var gone = Resource("aws:ec2/natGateway:NatGateway", "old") with { Step = GraphStep.Delete };
        var added = Resource("aws:kms/key:Key", "key") with { Step = GraphStep.Create };

        var comparison = new CostEstimator(PriceTable.Default, UsageAssumptions.Default with { NatGb = 0, SecretReads = 0 }).Compare(Aws(Virginia, changed, gone, added));

        // before: 730 × 0.065 + 20 × 0.115, and a gateway at 730 × 0.045; after: 730 × 0.168 + 20 × 0.115, and a key at 1
        Assert.Equal((730 * 0.065m) + (20 * 0.115m) + (730 * 0.045m), comparison.Before.Usd);
        Assert.Equal((730 * 0.168m) + (20 * 0.115m) + 1, comparison.After.Usd);
        Assert.Equal((730 * (0.168m - 0.065m)) + 1 - (730 * 0.045m), comparison.Usd);
    }

    private static CostEstimate Estimate(ResourceGraph graph, UsageAssumptions? usage = null) =>
        new CostEstimator(PriceTable.Default, usage ?? UsageAssumptions.Default).Estimate(graph);
}
