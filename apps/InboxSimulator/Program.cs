using Slipway.InboxSimulator;

return await InboxSimulatorService.Define().RunAsync(args);
