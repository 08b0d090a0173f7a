using Slipway.Cli.Commands;
using Slipway.Cli.Sandbox;
using Slipway.Cli.Sessions;

// The command line as it is, over small programs: which one, the stack's configuration says (`<project>:program`).
var session = ThisProcess.Session();
using var interruption = new Interruption(session.Error).OnSignals();
return await new SlipwayCommandLine(session, interruption, SandboxPlatform.Create(session.Time)).RunAsync(args);
