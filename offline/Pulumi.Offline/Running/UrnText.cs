namespace Pulumi.Offline.Running;

/// <summary>The form of a URN: <c>urn:pulumi:stack::project::parent types$type::name</c>.</summary>
internal static class UrnText
{
    public static string Of(string stack, string project, string? parent, string type, string name)
    {
        var chain = parent?.Split("::")[2];
        return $"urn:pulumi:{stack}::{project}::{(chain is null or Pulumi.Stack.TypeToken ? type : $"{chain}${type}")}::{name}";
    }
}
