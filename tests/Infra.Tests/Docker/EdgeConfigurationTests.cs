using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Slipway.Infra.Components;

namespace Infra.Tests.Docker;

public sealed class EdgeConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slipway-edge-").FullName;

    [Fact]
    public void Nginx_accepts_the_form_for_containers_with_tls()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=shop.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var files = (Path.Combine(_folder, "certificate.pem"), Path.Combine(_folder, "key.pem"));
        File.WriteAllText(files.Item1, certificate.ExportCertificatePem());
        File.WriteAllText(files.Item2, key.ExportPkcs8PrivateKeyPem());
        var text = new NginxConfiguration
        {
            RunFolder = _folder,
            Address = "127.0.0.1",
            Port = 18443,
            PublicPort = 443,
            StatusPort = 18081,
            Resolver = "127.0.0.11",
            Tls = files,
            Routes = [new Route("shop.example", "/", "shop", ["shop-1:8080", "shop-2:8080"], new RouteSettings { Cache = TimeSpan.FromSeconds(5) })],
        }.ToString();

        // Older releases than the one the image has know no `resolve` and look names up at once.
        var path = Path.Combine(_folder, "nginx.conf");
        File.WriteAllText(path, text.Replace("server shop-1:8080 resolve;", "server 127.0.0.1:18001;").Replace("server shop-2:8080 resolve;", "server 127.0.0.1:18002;"));
        using var nginx = Process.Start(new ProcessStartInfo("nginx", ["-t", "-q", "-e", "stderr", "-c", path]) { RedirectStandardError = true })!;
        var errors = nginx.StandardError.ReadToEnd();
        nginx.WaitForExit();

        Assert.True(nginx.ExitCode == 0, errors);
        Assert.Contains("zone shop_8080_8080 64k;", text);
        Assert.Contains("proxy_set_header Host $host;", text);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
