namespace Amplify;

/// <summary>How to warm up. Reserved.</summary>
public sealed class WarmUpOptions;
