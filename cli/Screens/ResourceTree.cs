using Slipway.Engine.Planning;

namespace Slipway.Cli.Screens;

/// <summary>The resources of a plan below their parents, by name: the order of a plan depends on which input was known first.</summary>
internal sealed class ResourceTree
{
    private readonly List<ResourceNode> _roots = [];

    /// <param name="steps">All steps of the plan; several steps of one resource become one node.</param>
    /// <param name="isShown">Which resources matter; their ancestors are shown with them.</param>
    public ResourceTree(IEnumerable<PlannedStep> steps, Func<ResourceNode, bool> isShown)
    {
        var nodes = new Dictionary<string, ResourceNode>(StringComparer.Ordinal);
        var inOrder = new List<ResourceNode>();
        foreach (var group in steps.GroupBy(step => step.Urn))
        {
            var node = new ResourceNode([.. group]);
            nodes.Add(node.Urn, node);
            inOrder.Add(node);
        }

        foreach (var node in inOrder.Where(isShown)) node.IsShown = node.Matters = true;
        foreach (var node in inOrder.Where(node => node.Matters))
        {
            for (var up = ParentOf(node); up is { IsShown: false }; up = ParentOf(up)) up.IsShown = true;
        }

        var shown = inOrder.Where(node => node.IsShown)
            .OrderBy(node => node.Name, StringComparer.Ordinal)
            .ThenBy(node => node.Type, StringComparer.Ordinal)
            .ThenBy(node => node.Urn, StringComparer.Ordinal);
        foreach (var node in shown) (ParentOf(node)?.Children ?? _roots).Add(node);

        ResourceNode? ParentOf(ResourceNode node) => node.Parent is { } parent ? nodes.GetValueOrDefault(parent) : null;
    }

    /// <summary>Every shown resource with the lines that draw its place in the tree.</summary>
    /// <returns>The node, the drawing in front of its name, and the drawing in front of what is said below it.</returns>
    public IEnumerable<(ResourceNode Node, string Branch, string Below)> Walk() => Walk(_roots, "", isRoot: true);

    private static IEnumerable<(ResourceNode Node, string Branch, string Below)> Walk(List<ResourceNode> siblings, string prefix, bool isRoot)
    {
        foreach (var node in siblings)
        {
            var isLast = node == siblings[^1];
            var branch = isRoot ? "" : isLast ? "└─ " : "├─ ";
            var inner = prefix + (isRoot ? "" : isLast ? "   " : "│  ");
            yield return (node, prefix + branch, inner + (node.Children.Count > 0 ? "│  " : "   "));
            foreach (var below in Walk(node.Children, inner, isRoot: false)) yield return below;
        }
    }
}
