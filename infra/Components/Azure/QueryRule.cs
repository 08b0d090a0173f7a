using System.Collections.Immutable;

namespace Slipway.Infra.Components.Azure;

/// <summary>When what stands in the logs raises an alert: more lines than so many in a window.</summary>
public sealed record QueryRule(string Name, string Meaning, string Query, double Threshold, int Severity)
{
    /// <summary>The rules of every environment.</summary>
    public static ImmutableArray<QueryRule> All { get; } =
    [
        new("cannot-start", "A container does not start: its image cannot be pulled, or it ends at once.",
            """ContainerAppSystemLogs_CL | where Type_s == "Warning" and Log_s has_any ("CrashLoopBackOff", "ImagePullBackOff", "ErrImagePull", "failed to pull image", "Back-off restarting")""", 0, 1),
        new("probe-failures", "Health checks fail again and again.",
            """ContainerAppSystemLogs_CL | where Reason_s == "ProbeFailed" """, 30, 2),
        new("job-failed", "A job has failed, such as one that keeps a role of PostgreSQL.",
            """ContainerAppSystemLogs_CL | where isnotempty(JobName_s) and (Reason_s in ("BackoffLimitExceeded", "DeadlineExceeded") or Log_s has "failed")""", 0, 1),
        new("error-lines", "Services write many errors.",
            """ContainerAppConsoleLogs_CL | where tostring(parse_json(Log_s).level) in ("error", "critical")""", 50, 2),
        new("secret-refused", "Somebody was refused a secret.",
            """AzureDiagnostics | where ResourceProvider == "MICROSOFT.KEYVAULT" and httpStatusCode_d in (401, 403) and OperationName startswith "Secret" and isnotempty(identity_claim_appid_g)""", 5, 2),
        new("firewall-blocks", "The firewall refuses many requests: an attack, or a rule that hits users.",
            """AzureDiagnostics | where Category == "FrontDoorWebApplicationFirewallLog" and action_s == "Block" """, 1000, 2),
    ];
}
