namespace Slipway.Policies.Graph.Reading;

/// <summary>A file is not what a graph can be read from; the message says what is wrong and what to do.</summary>
public sealed class GraphFormatException(string message, Exception? inner = null) : Exception(message, inner);
