using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>The side that passkeys are shown to: whose they are, where they may come from, what has been done for them.</summary>
internal sealed class RelyingParty(string id, WebAuthnConfiguration configuration)
{
    public string Id { get; } = id;

    public string UserVerification => configuration.UserVerification;

    public bool RequiresUserVerification => UserVerification == "required";

    /// <summary>The one of a pool that uses passkeys. The caller holds the pool's gate.</summary>
    /// <exception cref="ServiceException">The pool does not use passkeys, or does not say whose they are.</exception>
    public static RelyingParty Of(EmulatedUserPool pool)
    {
        if (!pool.Settings.AllowedFirstAuthFactors.Contains(FirstFactors.Passkey))
        {
            throw new ServiceException("WebAuthnNotEnabledException", "Passkeys are not enabled for the user pool.");
        }

        WebAuthnConfiguration configuration = pool.Factors.WebAuthn;
        return configuration.RelyingPartyId is { } id
            ? new RelyingParty(id, configuration)
            : throw new ServiceException("WebAuthnConfigurationMissingException", "The user pool has no relying party id.");
    }

    /// <summary>Whether a passkey may come from there; never from within another page.</summary>
    public bool Trusts(ClientData client) =>
        !client.IsCrossOrigin && (configuration.Origins is { } origins ? origins.Contains(client.Origin, StringComparer.Ordinal) : IsOwn(client.Origin));

    /// <summary>Whether a passkey comes from a page of the pool's own: from there and from nowhere else.</summary>
    public static bool TrustsPage(ClientData client, string origin) => !client.IsCrossOrigin && client.Origin == origin;

    public static JsonArray Describe(IEnumerable<EmulatedPasskey> passkeys) => new([.. passkeys.Select(passkey => new JsonObject
    {
        ["id"] = passkey.CredentialId,
        ["type"] = "public-key",
        ["transports"] = Shapes.Texts(passkey.Transports),
    })]);

    private bool IsOwn(string origin)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) || uri.GetLeftPart(UriPartial.Authority) != origin)
        {
            return false;
        }

        bool ownDomain = uri.Host == Id || uri.Host.EndsWith($".{Id}", StringComparison.Ordinal);
        return ownDomain && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && Id == "localhost"));
    }
}
