using Slipway.Portfolio.Assets;

namespace Slipway.Portfolio.Imports;

/// <summary>How one line becomes an asset.</summary>
internal interface IAssetFormat
{
    /// <summary>Takes the first line with content; true when it is a header and holds no asset. Throws <see cref="ImportRefusedException"/> when the file is not of this format.</summary>
    bool ReadHeader(string line);

    /// <summary>The asset of the line, or null with the reasons added.</summary>
    Asset? Read(string line, List<string> reasons);
}
