using Slipway.Policies.Configuration;
using Slipway.Policies.Evaluation;
using Slipway.Policies.Rules.Operations;
using Slipway.Policies.Tests.Support;

namespace Slipway.Policies.Tests.Rules;

internal static class OperationCases
{
    public static IReadOnlyList<RuleCase> All { get; } =
    [
        new()
        {
            Rule = new ResourceHasTags(),
            About = "a resource of AWS",
            Passing = [Some.Resource("aws:rds/instance:Instance", "postgres", """{"tags": {"project": "p", "stack": "s", "owner": "o", "cost-centre": "c", "managed-by": "m"}}""")],
            Failing = [Some.Resource("aws:rds/instance:Instance", "postgres", """{"tags": {"project": "p", "stack": "s", "cost-centre": "c", "managed-by": "m"}}""")],
            Message = "postgres (aws:rds/instance:Instance): tags lacks owner, expected project, stack, owner, cost-centre, managed-by. Set slipway:owner and slipway:costCentre, and give the resource the stack's labels.",
        },
        new()
        {
            Rule = new ResourceHasTags(),
            About = "a resource of Azure",
            Passing = [Some.Resource("azure:storage/account:Account", "files", """{"tags": {"project": "p", "stack": "s", "owner": "o", "cost-centre": "c", "managed-by": "m"}}""")],
            Failing = [Some.Resource("azure:storage/account:Account", "files")],
            Message = "files (azure:storage/account:Account): tags lacks project, stack, owner, cost-centre, managed-by, expected project, stack, owner, cost-centre, managed-by. Set slipway:owner and slipway:costCentre, and give the resource the stack's labels.",
        },
        new()
        {
            Rule = new ResourceHasTags(),
            About = "an object of Kubernetes",
            Passing = [Some.Resource("kubernetes:core/v1:Namespace", "shop", """{"metadata": {"labels": {"project": "p", "stack": "s", "owner": "o", "cost-centre": "c", "managed-by": "m"}}}""")],
            Failing = [Some.Resource("kubernetes:core/v1:Namespace", "shop", """{"metadata": {"labels": {"project": "p", "owner": "o", "cost-centre": "c", "managed-by": "m"}}}""")],
            Message = "shop (kubernetes:core/v1:Namespace): metadata.labels lacks stack, expected project, stack, owner, cost-centre, managed-by. Set slipway:owner and slipway:costCentre, and give the resource the stack's labels.",
        },
        new()
        {
            Rule = new ResourceHasTags(),
            About = "a volume of Docker",
            Passing = [Some.Resource("docker:index/volume:Volume", "data", """{"labels": [{"label": "project", "value": "p"}, {"label": "stack", "value": "s"}, {"label": "owner", "value": "o"}, {"label": "cost-centre", "value": "c"}, {"label": "managed-by", "value": "m"}]}""")],
            Failing = [Some.Resource("docker:index/volume:Volume", "data", """{"labels": [{"label": "stack", "value": "s"}, {"label": "owner", "value": "o"}, {"label": "cost-centre", "value": "c"}, {"label": "managed-by", "value": "m"}]}""")],
            Message = "data (docker:index/volume:Volume): labels lacks project, expected project, stack, owner, cost-centre, managed-by. Set slipway:owner and slipway:costCentre, and give the resource the stack's labels.",
        },
        new()
        {
            Rule = new RegionIsAllowed(),
            About = "AWS",
            Passing = [Some.Resource("pulumi:providers:aws", "aws", """{"region": "eu-central-1"}""")],
            Failing = [Some.Resource("pulumi:providers:aws", "aws", """{"region": "us-east-1"}""")],
            Message = "aws (pulumi:providers:aws): region is 'us-east-1', expected one of eu-central-1, westeurope. Move it, or add the region to slipway:policies.regions.",
            Settings = PolicySettings.Default with { Regions = ["eu-central-1", "westeurope"] },
        },
        new()
        {
            Rule = new RegionIsAllowed(),
            About = "Azure",
            Passing = [Some.Resource("azure:storage/account:Account", "files", """{"location": "West Europe"}""")],
            Failing = [Some.Resource("azure:storage/account:Account", "files", """{"location": "eastus"}""")],
            Message = "files (azure:storage/account:Account): location is 'eastus', expected one of eu-central-1, westeurope. Move it, or add the region to slipway:policies.regions.",
            Settings = PolicySettings.Default with { Regions = ["eu-central-1", "westeurope"] },
        },
        new()
        {
            Rule = new CostsStayWithinBudget(),
            About = "a stack",
            Passing = [],
            Failing = [Some.Resource("pulumi:pulumi:Stack", "shop-test")],
            Message = "shop-test (pulumi:pulumi:Stack): it costs 1200.50 USD a month, expected at most 1000.00 USD. See `slipway cost` for what costs most, or raise slipway:policies.monthlyBudget.",
            Settings = PolicySettings.Default with { MonthlyBudget = 1000 },
            PassingFacts = new EvaluationFacts { Today = new DateOnly(2026, 12, 1), MonthlyCost = new MonthlyCost(999.99m, "USD", 0) },
            FailingFacts = new EvaluationFacts { Today = new DateOnly(2026, 12, 1), MonthlyCost = new MonthlyCost(1200.5m, "USD", 0) },
        },
        new()
        {
            Rule = new LogsAreKept(),
            About = "CloudWatch",
            Passing = [Some.Resource("aws:cloudwatch/logGroup:LogGroup", "api", """{"retentionInDays": 90}""")],
            Failing = [Some.Resource("aws:cloudwatch/logGroup:LogGroup", "api")],
            Message = "api (aws:cloudwatch/logGroup:LogGroup): retentionInDays is not set, expected at least 30. Set slipway:logDays to 30 or more.",
        },
        new()
        {
            Rule = new LogsAreKept(),
            About = "Log Analytics",
            Passing = [Some.Resource("azure:operationalinsights/analyticsWorkspace:AnalyticsWorkspace", "logs")],
            Failing = [Some.Resource("azure:operationalinsights/analyticsWorkspace:AnalyticsWorkspace", "logs", """{"retentionInDays": 7}""")],
            Message = "logs (azure:operationalinsights/analyticsWorkspace:AnalyticsWorkspace): retentionInDays is 7, expected at least 30. Set slipway:logDays to 30 or more.",
        },
        new()
        {
            Rule = new LogsAreKept(),
            About = "a task of ECS",
            Passing = [Some.Resource("aws:ecs/taskDefinition:TaskDefinition", "api", """{"family": "shop", "cpu": "256", "memory": "512", "containerDefinitions": "[{\"name\": \"api\", \"image\": \"shop:1.0\", \"user\": \"1000:1000\", \"readonlyRootFilesystem\": true, \"linuxParameters\": {\"capabilities\": {\"drop\": [\"ALL\"]}}, \"logConfiguration\": {\"logDriver\": \"awslogs\"}}]"}""")],
            Failing = [Some.Resource("aws:ecs/taskDefinition:TaskDefinition", "api", """{"family": "shop", "cpu": "256", "memory": "512", "containerDefinitions": "[{\"name\": \"api\", \"image\": \"shop:1.0\", \"user\": \"1000:1000\", \"readonlyRootFilesystem\": true, \"linuxParameters\": {\"capabilities\": {\"drop\": [\"ALL\"]}}}]"}""")],
            Message = "api (aws:ecs/taskDefinition:TaskDefinition): containerDefinitions[0].logConfiguration is false, expected true. Give the container a log.",
        },
        new()
        {
            Rule = new LogsAreKept(),
            About = "a container of Docker",
            Passing = [Some.Resource("docker:index/container:Container", "api", """{"image": "shop:1.0", "user": "1000", "readOnly": true, "capabilities": {"drops": ["ALL"]}, "securityOpts": ["no-new-privileges:true"], "memory": 256, "cpus": "0.5", "logDriver": "json-file", "logOpts": {"max-size": "10m"}}""")],
            Failing = [Some.Resource("docker:index/container:Container", "api", """{"image": "shop:1.0", "user": "1000", "readOnly": true, "capabilities": {"drops": ["ALL"]}, "securityOpts": ["no-new-privileges:true"], "memory": 256, "cpus": "0.5", "logDriver": "json-file"}""")],
            Message = "api (docker:index/container:Container): logOpts.max-size is not set, expected a size. Set LogOpts max-size and max-file.",
        },
        new()
        {
            Rule = new EntryIsLogged(),
            About = "a load balancer",
            Passing = [Some.Resource("aws:lb/loadBalancer:LoadBalancer", "edge", """{"accessLogs": {"enabled": true}}""")],
            Failing = [Some.Resource("aws:lb/loadBalancer:LoadBalancer", "edge")],
            Message = "edge (aws:lb/loadBalancer:LoadBalancer): accessLogs is not set, expected enabled true. Set AccessLogs with the bucket of infra/Components/Aws/AccessLogs.cs.",
        },
        new()
        {
            Rule = new EntryIsLogged(),
            About = "Front Door",
            Passing =
            [
                Some.Resource("azure:cdn/frontdoorProfile:FrontdoorProfile", "edge"),
                Some.Resource("azure:monitoring/diagnosticSetting:DiagnosticSetting", "edge").From("targetResourceId", Some.Resource("azure:cdn/frontdoorProfile:FrontdoorProfile", "edge")),
            ],
            Failing = [Some.Resource("azure:cdn/frontdoorProfile:FrontdoorProfile", "edge")],
            Message = "edge (azure:cdn/frontdoorProfile:FrontdoorProfile): no azure:monitoring/diagnosticSetting:DiagnosticSetting refers to it, expected one. Declare a DiagnosticSetting for it.",
        },
        new()
        {
            Rule = new AlertHasRunbook(),
            About = "CloudWatch",
            Passing = [Some.Resource("aws:cloudwatch/metricAlarm:MetricAlarm", "errors", """{"alarmDescription": "Errors. Runbook: docs/runbooks/aws.md#errors"}""")],
            Failing = [Some.Resource("aws:cloudwatch/metricAlarm:MetricAlarm", "errors", """{"alarmDescription": "Errors"}""")],
            Message = "errors (aws:cloudwatch/metricAlarm:MetricAlarm): alarmDescription is 'Errors', expected a text with its runbook. Add \"Runbook: docs/runbooks/<file>#<section>\".",
        },
        new()
        {
            Rule = new AlertHasRunbook(),
            About = "a metric alert",
            Passing = [Some.Resource("azure:monitoring/metricAlert:MetricAlert", "errors", """{"description": "Errors. Runbook: x"}""")],
            Failing = [Some.Resource("azure:monitoring/metricAlert:MetricAlert", "errors")],
            Message = "errors (azure:monitoring/metricAlert:MetricAlert): description is not set, expected a text with its runbook. Add \"Runbook: docs/runbooks/<file>#<section>\".",
        },
        new()
        {
            Rule = new AlertHasRunbook(),
            About = "a query alert",
            Passing = [Some.Resource("azure:monitoring/scheduledQueryRulesAlertV2:ScheduledQueryRulesAlertV2", "errors", """{"description": "Errors. Runbook: x"}""")],
            Failing = [Some.Resource("azure:monitoring/scheduledQueryRulesAlertV2:ScheduledQueryRulesAlertV2", "errors", """{"description": "Errors"}""")],
            Message = "errors (azure:monitoring/scheduledQueryRulesAlertV2:ScheduledQueryRulesAlertV2): description is 'Errors', expected a text with its runbook. Add \"Runbook: docs/runbooks/<file>#<section>\".",
        },
        new()
        {
            Rule = new AlertHasRunbook(),
            About = "rules of Prometheus in Kubernetes",
            Passing = [Some.Resource("kubernetes:core/v1:ConfigMap", "prometheus", """{"data": {"rules.yml": "groups:\n- name: a\n  rules:\n  - alert: Down\n    expr: up == 0\n    annotations: {runbook_url: z}\n  - alert: Slow\n    expr: x\n    annotations:\n      runbook_url: y\n"}}""")],
            Failing = [Some.Resource("kubernetes:core/v1:ConfigMap", "prometheus", """{"data": {"rules.yml": "groups:\n- name: a\n  rules:\n  - alert: Down\n    expr: up == 0\n  - alert: Slow\n    expr: x\n    annotations:\n      runbook_url: y\n"}}""")],
            Message = "prometheus (kubernetes:core/v1:ConfigMap): alert 'Down' in data[rules.yml] has no annotation runbook_url, expected one. Add annotations.runbook_url to the alert.",
        },
        new()
        {
            Rule = new AlertHasRunbook(),
            About = "rules of Prometheus on a host",
            Passing = [Some.Resource("command:local:Command", "prometheus-rules", """{"stdin": "{\n  \"groups\": [\n    {\n      \"rules\": [\n        {\n          \"alert\": \"Down\",\n          \"runbook_url\": \"z\", \"expr\": \"up == 0\"\n        }\n      ]\n    }\n  ]\n}"}""")],
            Failing = [Some.Resource("command:local:Command", "prometheus-rules", """{"stdin": "{\n  \"groups\": [\n    {\n      \"rules\": [\n        {\n          \"alert\": \"Down\",\n          \"expr\": \"up == 0\"\n        }\n      ]\n    }\n  ]\n}"}""")],
            Message = "prometheus-rules (command:local:Command): alert 'Down' in stdin has no annotation runbook_url, expected one. Add annotations.runbook_url to the alert.",
        },
        new()
        {
            Rule = new RoutedWorkloadHasTwoSlots(),
            About = "ECS",
            Passing =
            [
                Some.Resource("aws:ecs/service:Service", "api-blue", """{"loadBalancers": [{"containerName": "api"}]}"""),
                Some.Resource("aws:ecs/service:Service", "api-green", """{"loadBalancers": [{"containerName": "api"}]}"""),
                Some.Resource("aws:ecs/service:Service", "worker"),
            ],
            Failing = [Some.Resource("aws:ecs/service:Service", "api-blue", """{"loadBalancers": [{"containerName": "api"}]}""")],
            Message = "api-blue (aws:ecs/service:Service): it is routed and has no second slot, expected 'api-green'. Declare the workload through WorkloadService, which makes both slots.",
        },
        new()
        {
            Rule = new RoutedWorkloadHasTwoSlots(),
            About = "Kubernetes",
            Passing =
            [
                Some.Resource("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute", "api", """{"spec": {"rules": [{"backendRefs": [{"name": "api-blue"}, {"name": "api-green"}]}]}}"""),
                Some.Resource("kubernetes:apps/v1:Deployment", "api-blue-deployment", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}"""),
                Some.Resource("kubernetes:apps/v1:Deployment", "api-green-deployment", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}"""),
            ],
            Failing =
            [
                Some.Resource("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute", "api", """{"spec": {"rules": [{"backendRefs": [{"name": "api-blue"}, {"name": "api-green"}]}]}}"""),
                Some.Resource("kubernetes:apps/v1:Deployment", "api-blue-deployment", """{"metadata": {"name": "shop", "namespace": "shop"}, "spec": {"template": {"spec": {"containers": [{"name": "api", "image": "shop:1.0", "securityContext": {"privileged": false, "allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "runAsNonRoot": true, "capabilities": {"drop": ["ALL"]}}, "resources": {"limits": {"cpu": "1", "memory": "1Gi"}}}]}}}}"""),
            ],
            Message = "api-blue-deployment (kubernetes:apps/v1:Deployment): it is routed and has no second slot, expected 'api-green-deployment'. Declare the workload through WorkloadService, which makes both slots.",
        },
        new()
        {
            Rule = new RoutedWorkloadHasTwoSlots(),
            About = "a container app",
            Passing = [Some.Resource("azure:containerapp/app:App", "api", """{"revisionMode": "Multiple", "ingress": {"externalEnabled": true}}""")],
            Failing = [Some.Resource("azure:containerapp/app:App", "api", """{"revisionMode": "Single", "ingress": {"externalEnabled": true}}""")],
            Message = "api (azure:containerapp/app:App): revisionMode is 'Single', expected 'Multiple'. Set RevisionMode to Multiple.",
        },
        new()
        {
            Rule = new ReleaseRollsBack(),
            About = "ecs",
            Passing = [Some.Resource("aws:ecs/service:Service", "api", """{"deploymentCircuitBreaker": {"enable": true, "rollback": true}}""")],
            Failing = [Some.Resource("aws:ecs/service:Service", "api")],
            Message = "api (aws:ecs/service:Service): deploymentCircuitBreaker is not set, expected rollback true. Set Enable and Rollback to true.",
        },
    ];
}
