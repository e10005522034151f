namespace Amplify.Samples;

/// <summary>An e-mail or a text message.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="To">The address or number.</param>
/// <param name="Text">What it says.</param>
/// <param name="Code">The code in it.</param>
internal sealed record Mail(string Kind, string To, string Text, string Code);
