using Slipway.Cli.Commands;
using Slipway.Cli.Sessions;
using Slipway.Cli.Stacks;

var session = ThisProcess.Session();
using var interruption = new Interruption(session.Error).OnSignals();
return await new SlipwayCommandLine(session, interruption, InfraPlatform.Create(session.Time, session.Processes)).RunAsync(args);
