using System.Net.Http.Headers;

namespace Amplify.Emulator;

/// <summary>The part of an object a <c>Range</c> header asks for.</summary>
internal static class ByteRange
{
    /// <summary>First and last position; <see langword="null"/> where the whole object is meant: no range, several, or one that cannot be read.</summary>
    /// <exception cref="ServiceException">The object has no such part.</exception>
    public static (int From, int To)? Of(string? header, int length)
    {
        if (header is null || !RangeHeaderValue.TryParse(header, out RangeHeaderValue? parsed) || parsed.Unit != "bytes" || parsed.Ranges.Count != 1)
        {
            return null;
        }

        RangeItemHeaderValue range = parsed.Ranges.Single();
        long from = range.From ?? Math.Max(0, length - range.To!.Value);
        long to = range.From is null ? length - 1 : Math.Min(range.To ?? length - 1, length - 1);
        return from <= to && from < length
            ? ((int)from, (int)to)
            : throw new ServiceException("InvalidRange", "The requested range is not satisfiable", 416)
            {
                Details = new Dictionary<string, string> { ["RangeRequested"] = header, ["ActualObjectSize"] = $"{length}" },
            };
    }
}
