using Pulumi;
using Slipway.Infra.Stacks;

return await Deployment.RunAsync<PlatformStack>();
