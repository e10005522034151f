using System.Diagnostics;

namespace Amplify.Tests.Secrets;

/// <summary>Mistakes the test must find.</summary>
internal static class Leaky
{
    internal sealed class ByToString
    {
        public Secret? Password { get; init; }

        public override string ToString() => $"password {Password?.Reveal()}";
    }

    [DebuggerDisplay("{_shown}")]
    internal sealed class ByDebuggerDisplay(Secret token)
    {
        [DebuggerBrowsable(DebuggerBrowsableState.Never)]
        private readonly string _shown = token.Reveal();

        public int Length => _shown.Length;
    }

    internal sealed class BySerialisation
    {
        public string? RefreshToken { get; init; }
    }

    internal sealed class ByMessage(string password) : Exception($"'{password}' is wrong.");

    internal sealed class ByField(string code)
    {
        private readonly string _typed = code;

        public int Length => _typed.Length;
    }

    internal sealed record ByRecord(string Password);

    internal sealed class ByPersonalText
    {
        public string? Username { get; init; }

        public override string ToString() => $"user {Username}";
    }
}
