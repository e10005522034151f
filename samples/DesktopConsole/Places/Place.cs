namespace Amplify.Samples;

/// <summary>What the program signs in to.</summary>
internal sealed class Place
{
    /// <summary>One sentence for the person.</summary>
    public required string Description { get; init; }

    /// <summary>What the engine needs to know.</summary>
    public required AuthOptions Options { get; init; }

    /// <summary>Whether it is still there when the program has ended.</summary>
    public bool Lasts { get; init; } = true;

    /// <summary>Where files go; null for nowhere.</summary>
    public Bucket? Bucket { get; init; }

    /// <summary>Whom one can sign in as; empty for a real pool.</summary>
    public IReadOnlyList<DemoUser> Users { get; init; } = [];

    /// <summary>The mailbox and the phone; null where they are the person's own.</summary>
    public IHelper? Helper { get; init; }

    /// <summary>What one should know about users, mail and phones here, one paragraph each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
