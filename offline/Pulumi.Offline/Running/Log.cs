using Pulumi.Offline;
using Pulumi.Offline.Running;

namespace Pulumi;

/// <summary>Messages of the program to the one who runs it.</summary>
public static class Log
{
    /// <summary>A message for whoever looks for a fault.</summary>
    public static void Debug(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Write(LogSeverity.Debug, message, resource, ephemeral);

    /// <summary>A message worth knowing.</summary>
    public static void Info(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Write(LogSeverity.Info, message, resource, ephemeral);

    /// <summary>A message about something that may be wrong.</summary>
    public static void Warn(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Write(LogSeverity.Warning, message, resource, ephemeral);

    /// <summary>A message about something that is wrong; the program counts as failed.</summary>
    public static void Error(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Write(LogSeverity.Error, message, resource, ephemeral);

    /// <summary>An exception, with its trace; the program counts as failed.</summary>
    public static void Exception(Exception exception, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Write(LogSeverity.Error, exception.ToString(), resource, ephemeral);

    private static void Write(LogSeverity severity, string message, Resource? resource, bool? ephemeral) =>
        ProgramRun.Require("write a message").Log(severity, message, resource, ephemeral ?? false);
}
