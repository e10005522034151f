using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>A sign-in, sign-up or reset that goes over several pages of one browser.</summary>
internal sealed class BrowserFlow
{
    /// <summary>The browser it belongs to; its key in another browser's hands opens nothing.</summary>
    public required string BrowserId { get; init; }

    public required AuthorizeRequest Request { get; init; }

    /// <summary>The name the user typed.</summary>
    public required string Username { get; init; }

    /// <summary>The account that was made in this flow, with a password only this browser knows; <see langword="null"/> where none was.</summary>
    public string? MadeSub { get; init; }

    /// <summary>Where a code went, masked; <see langword="null"/> where none was sent.</summary>
    public string? Destination { get; set; }

    /// <summary>What the service asks for.</summary>
    public JsonObject? Challenge { get; set; }

    /// <summary>The secret of the authenticator app being set up.</summary>
    public string? TotpSecret { get; set; }

    public string? ChallengeName => (string?)Challenge?[nameof(ChallengeName)];

    /// <summary>The session that the next answer needs; others take its place as the flow goes on.</summary>
    public string Session
    {
        get => (string)Challenge![nameof(Session)]!;
        set => Challenge![nameof(Session)] = value;
    }

    /// <summary>Whether a first factor is asked for that is no password, or which one it shall be.</summary>
    public bool IsAtFirstFactor => AvailableFactors.Count > 0;

    /// <summary>The first factors to choose from, or the one that was chosen.</summary>
    public IReadOnlyList<string> AvailableFactors => [.. (Challenge?["AvailableChallenges"] as JsonArray ?? []).Select(factor => (string)factor!)];

    /// <summary>A parameter of the challenge.</summary>
    public string? Parameter(string name) => (string?)Challenge?["ChallengeParameters"]?[name];

    /// <summary>A parameter of the challenge that is a list.</summary>
    public IReadOnlyList<string> List(string name) => Parameter(name) is { } text ? [.. JsonNode.Parse(text)!.AsArray().Select(item => (string)item!)] : [];
}
