namespace Amplify.Emulator;

/// <summary>The e-mail address or phone number of a user that waits for its code.</summary>
internal sealed class AttributeProof(CodeBook codes)
{
    public CodeBook Codes { get; } = codes;

    /// <summary>The value that comes into force with the code; <see langword="null"/> where it is in force already.</summary>
    public string? NewValue { get; set; }
}
