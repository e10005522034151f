namespace Amplify.Samples;

/// <summary>The person left a question empty, or pressed Escape: back to the menu.</summary>
internal sealed class WentBackException() : Exception("Back to the menu.");
