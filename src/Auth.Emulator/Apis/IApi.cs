namespace Amplify.Emulator;

/// <summary>An API of the emulator: everything below one path.</summary>
internal interface IApi
{
    /// <summary>Its path, with a slash at the end.</summary>
    string Path { get; }

    /// <summary>Where it sends callers on to; <see langword="null"/> where it answers itself.</summary>
    Uri? RedirectTo { get; }

    /// <summary>The status of that.</summary>
    int RedirectStatus { get; }

    /// <summary>Who calls, as JSON members; or the refusal.</summary>
    Answer Judge(WireRequest request, EmulatorState state);
}
