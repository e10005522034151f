using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>A sign-in, sign-up or reset that goes over several pages of one browser.</summary>
internal sealed class BrowserFlow
{
    /// <summary>The browser it belongs to; its key in another browser's hands opens nothing.</summary>
    public required string BrowserId { get; init; }

    public required AuthorizeRequest Request { get; init; }

    /// <summary>The name the user typed, or was given.</summary>
    public required string Username { get; init; }

    /// <summary>Whether the account was made in this flow, with a password only this browser knows.</summary>
    public bool SignedUpHere { get; init; }

    /// <summary>Where a code went, masked; <see langword="null"/> where none was sent.</summary>
    public string? Destination { get; set; }

    /// <summary>What the service asks for.</summary>
    public JsonObject? Challenge { get; set; }

    /// <summary>The secret of the authenticator app being set up.</summary>
    public string? TotpSecret { get; set; }

    public string? ChallengeName => (string?)Challenge?[nameof(ChallengeName)];

    public string Session => (string)Challenge![nameof(Session)]!;

    /// <summary>A parameter of the challenge.</summary>
    public string? Parameter(string name) => (string?)Challenge?["ChallengeParameters"]?[name];
}
