using Amplify.Configuration;

namespace Amplify.Http;

/// <summary>The origins (scheme, host and port) that credentials may be sent to.</summary>
internal sealed class Origins
{
    private readonly HashSet<(string Scheme, string Host, int Port)> _origins = [];
    private readonly HashSet<string> _hosts = new(StringComparer.OrdinalIgnoreCase);

    private Origins()
    {
    }

    public static Origins Check(IEnumerable<Uri>? addresses, string name, List<string> faults)
    {
        var origins = new Origins();
        foreach (Uri? address in addresses ?? [])
        {
            string? fault = address is null ? $"{name} holds a null." : SafeAddress.FaultOf(address, name);
            if (fault is null && address!.AbsolutePath != "/")
            {
                fault = $"{name} holds an address with a path: an origin is scheme, host and port, such as '{address.GetLeftPart(UriPartial.Authority)}'.";
            }

            if (fault is not null)
            {
                faults.Add(fault);
                continue;
            }

            origins._origins.Add(Of(address!));
            origins._hosts.Add(address!.IdnHost);
        }

        if (addresses?.Any() is not true)
        {
            faults.Add($"{name} is empty: name the origins that credentials may be sent to, such as 'https://api.example.com'.");
        }

        return origins;
    }

    /// <summary>Whether a request goes to one of them. A <c>Host</c> header of its own decides whose certificate is accepted, so it must name one of their hosts.</summary>
    public bool Contain(HttpRequestMessage request) =>
        request.RequestUri is { IsAbsoluteUri: true } address
        && _origins.Contains(Of(address))
        && (request.Headers.Host is not { } host || _hosts.Contains(WithoutPort(host)));

    public static bool AreSame(Uri one, Uri other) => Of(one) == Of(other);

    // Scheme and host are lower-case in a Uri; IdnHost has no brackets around IPv6.
    private static (string Scheme, string Host, int Port) Of(Uri address) => (address.Scheme, address.IdnHost, address.Port);

    private static string WithoutPort(string host) =>
        Uri.TryCreate($"https://{host}", UriKind.Absolute, out Uri? address) && address.AbsolutePath == "/" && address.UserInfo.Length == 0 ? address.IdnHost : "";
}
