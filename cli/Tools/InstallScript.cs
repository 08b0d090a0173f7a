using System.Collections.Immutable;
using System.Text;

namespace Slipway.Cli.Tools;

/// <summary>
/// The shell script that installs packages as root. One script, so that a single password is asked for and
/// whatever it puts in place for the moment is taken away by its own trap, however the command line ends.
/// </summary>
internal static class InstallScript
{
    public static string For(ImmutableArray<string> packages, bool runsSystemd)
    {
        var script = new StringBuilder();
        script.AppendLine(Guard);
        script.AppendLine("""
            apt-get update -q || echo "slipway: some package lists could not be read; trying with what there is"
            """);
        if (runsSystemd) script.AppendLine("""before=$(ls /lib/systemd/system)""");
        if (packages.Any(IsPostgresServer)) script.AppendLine(WithoutMainCluster);
        script.AppendLine($"""
            apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=120 -o Dpkg::Options::=--force-confold {string.Join(' ', packages)}
            """);
        if (runsSystemd) script.AppendLine(DisableNewServices);
        return script.ToString();
    }

    private static bool IsPostgresServer(string package) =>
        package == "postgresql" || (package.StartsWith("postgresql-", StringComparison.Ordinal) && package["postgresql-".Length..].All(char.IsAsciiDigit));

    // policy-rc.d answering 101 is Debian's way to keep maintainer scripts from starting servers. One that is already there is left alone.
    private const string Guard = """
        set -eu
        export DEBIAN_FRONTEND=noninteractive
        guard=/usr/sbin/policy-rc.d
        cluster=/etc/postgresql-common/createcluster.conf
        mine=
        saved=
        restore() {
          if [ -n "$mine" ]; then rm -f "$guard"; fi
          if [ -n "$saved" ]; then cat "$saved" > "$cluster"; rm -f "$saved"; fi
        }
        trap restore EXIT
        trap 'exit 130' INT
        trap 'exit 143' TERM HUP
        if [ ! -e "$guard" ]; then
          mine=yes
          printf '#!/bin/sh\nexit 101\n' > "$guard"
          chmod 755 "$guard"
        fi
        """;

    // The file belongs to postgresql-common, which makes no cluster itself: installed first, so that the setting
    // can be made in the packaged file and taken back, instead of a file that dpkg would then find in its way.
    private const string WithoutMainCluster = """
        if [ ! -e "$cluster" ]; then
          apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=120 postgresql-common
        fi
        if ! grep -Eq '^ *create_main_cluster *=? *(false|off|no)' "$cluster"; then
          copy=$(mktemp)
          cat "$cluster" > "$copy"
          saved=$copy
          printf '\ncreate_main_cluster = false\n' >> "$cluster"
        fi
        """;

    // Enabled units would start at the next boot, beside the servers that slipway runs itself.
    private const string DisableNewServices = """
        for unit in $(ls /lib/systemd/system); do
          case "$unit" in *@.*) continue ;; *.service) ;; *) continue ;; esac
          case " $(echo $before) " in *" $unit "*) continue ;; esac
          systemctl disable "$unit" || true
        done
        """;
}
