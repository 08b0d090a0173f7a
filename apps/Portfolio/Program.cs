using Slipway.Portfolio;

return await PortfolioService.Define().RunAsync(args);
