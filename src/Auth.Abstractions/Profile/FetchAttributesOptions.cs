namespace Amplify;

/// <summary>How to read attributes: nothing to say in this version.</summary>
public sealed class FetchAttributesOptions;
