using Spectre.Console.Rendering;

namespace Slipway.Cli.Screens;

/// <summary>Lines as Spectre draws them.</summary>
internal sealed class LineBlock(IReadOnlyList<Line> lines) : Renderable
{
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (var line in lines)
        {
            foreach (var (text, style) in line.Pieces) yield return new Segment(text, style);
            yield return Segment.LineBreak;
        }
    }
}
