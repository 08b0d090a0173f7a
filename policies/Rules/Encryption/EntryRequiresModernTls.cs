using Slipway.Policies.Evaluation;
using Slipway.Policies.Views.Aws;
using Slipway.Policies.Views.Azure;
using Slipway.Policies.Views.Kubernetes;

namespace Slipway.Policies.Rules.Encryption;

public sealed class EntryRequiresModernTls : Rule
{
    public override RuleDescription Description { get; } = new()
    {
        Title = "An entry speaks TLS 1.2 or later",
        Severity = Severity.High,
        Targets = ["aws", "azure", "kubernetes"],
        Reason = "Older TLS can be read by whoever is on the way, and is refused by those who audit.",
        Link = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
    };

    public override void Check(RuleRun run)
    {
        foreach (var listener in run.All<AwsListener>().Where(listener => listener.Protocol.Content is "HTTPS" or "TLS"))
            run.Expect(listener, listener.SslPolicy.Or("ELBSecurityPolicy-2016-08"), policy => policy.StartsWith("ELBSecurityPolicy-TLS13-1-2", StringComparison.Ordinal) || policy.StartsWith("ELBSecurityPolicy-TLS13-1-3", StringComparison.Ordinal) || policy.StartsWith("ELBSecurityPolicy-TLS-1-2", StringComparison.Ordinal) || policy.StartsWith("ELBSecurityPolicy-FS-1-2", StringComparison.Ordinal), "a policy of TLS 1.2 or later", "Set SslPolicy to ELBSecurityPolicy-TLS13-1-2-Res-2021-06");
        foreach (var domain in run.All<AzureFrontDoorDomain>())
        {
            if (run.TryRead(domain, domain.Tls, out var tls))
                run.Expect(domain, tls.MinimumVersion.Or("TLS12"), version => version is "TLS12" or "TLS13", "TLS12 or TLS13", "Set Tls.MinimumVersion to TLS12");
        }

        foreach (var account in run.All<AzureStorageAccount>())
            run.Expect(account, account.MinTlsVersion.Or("TLS1_2"), version => version is "TLS1_2" or "TLS1_3", "TLS1_2 or TLS1_3", "Set MinTlsVersion to TLS1_2");
        foreach (var gateway in run.All<KubernetesGateway>())
        {
            if (!run.TryRead(gateway, gateway.Spec, out var spec)) continue;
            foreach (var listener in run.Each(gateway, spec.Listeners).Where(listener => listener.Protocol.Content is "HTTPS" or "TLS"))
                run.Expect(gateway, listener.Tls, true, "Give the listener a certificate");
        }
    }
}
