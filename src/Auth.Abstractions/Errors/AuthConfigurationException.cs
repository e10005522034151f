namespace Amplify;

/// <summary>The options do not fit together. All faults are listed at once.</summary>
public sealed class AuthConfigurationException : Exception
{
    /// <summary>Lists faults.</summary>
    /// <param name="faults">One sentence each; at least one.</param>
    /// <param name="innerException">The cause below, or null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="faults"/> is null.</exception>
    public AuthConfigurationException(IReadOnlyList<string> faults, Exception? innerException = null)
        : base(MessageOf(faults), innerException) => Faults = faults;

    /// <summary>One sentence per fault.</summary>
    public IReadOnlyList<string> Faults { get; }

    private static string MessageOf(IReadOnlyList<string> faults)
    {
        Require.NotNull(faults, nameof(faults));
        return faults.Count == 1
            ? $"The configuration cannot be used: {faults[0]}"
            : $"The configuration cannot be used ({faults.Count} faults): {string.Join(" ", faults)}";
    }
}
