namespace Amplify.Tests.Model;

/// <summary>What came of a command, or may come of it.</summary>
/// <param name="Text">In short, for the tables.</param>
/// <param name="Detail">What else must agree.</param>
internal readonly record struct Outcome(string Text, string Detail = "")
{
    public static implicit operator Outcome(string text) => new(text);

    public static Outcome Throws(string reason) => $"throws {reason}";

    public static Outcome Rejected(string reason) => $"rejected, {reason}";

    public override string ToString() => Detail.Length == 0 ? Text : $"{Text} ({Detail})";
}
