using System.Text;
using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>Which client asks an OAuth endpoint, proved by its secret in a Basic header or in the form; a public client has none.</summary>
internal static class ClientAuthentication
{
    private const string Scheme = "Basic ";

    /// <exception cref="ServiceException">The request names no client, two, or one it cannot prove to be.</exception>
    public static EmulatedAppClient Check(EmulatedUserPool pool, WebRequest request, int status = StatusCodes.Status400BadRequest)
    {
        (string id, string? secret) = Read(request, status);
        EmulatedAppClient client = pool.Clients.FirstOrDefault(client => client.Id == id) ?? throw InvalidClient(status, "");
        return client.HasSecret(secret) ? client : throw InvalidClient(status, "invalid_client_secret");
    }

    private static (string Id, string? Secret) Read(WebRequest request, int status)
    {
        string? id = request.Form["client_id"];
        string? secret = request.Form["client_secret"];
        if (request.Authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) != true)
        {
            return id is null ? throw OAuthErrors.InvalidRequest() : (id, secret);
        }

        // One way of proving at a time (RFC 6749 §2.3), and about one client only.
        (string basicId, string basicSecret) = ReadBasic(request.Authorization[Scheme.Length..], status);
        return secret is not null || (id is not null && id != basicId) ? throw OAuthErrors.InvalidRequest() : (basicId, basicSecret);
    }

    private static (string Id, string Secret) ReadBasic(string credentials, int status)
    {
        byte[] decoded = new byte[credentials.Length];
        return Convert.TryFromBase64String(credentials.Trim(), decoded, out int length) && Encoding.UTF8.GetString(decoded, 0, length).Split(':', 2) is [var id, var secret]
            ? (Uri.UnescapeDataString(id), Uri.UnescapeDataString(secret))
            : throw InvalidClient(status, "");
    }

    private static ServiceException InvalidClient(int status, string description) => new("invalid_client", description, status);
}
