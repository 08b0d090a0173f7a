using Slipway.InboxHealth;

return await InboxHealthService.Define().RunAsync(args);
