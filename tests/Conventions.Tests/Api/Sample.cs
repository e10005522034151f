using System.Diagnostics.CodeAnalysis;

namespace Amplify.Tests.ApiSamples;

/// <summary>Something of everything, for the lister's own test.</summary>
public abstract class Sample : IProgress<string>
{
    public const string Text = "a\"b";

    protected Sample(int number = 3) => Number = number;

    public event EventHandler<string?>? Happened;

    public enum Kind
    {
        First = 0,
        Second = 5,
    }

    public required string? Name { get; init; }

    [MemberNotNullWhen(true, nameof(Name))]
    public bool HasName => Name is not null;

    internal int Number { get; }

    protected virtual IReadOnlyDictionary<string, string?>? Values => null;

    [Obsolete("Old.")]
    public static void Mix(DayOfWeek day = DayOfWeek.Monday, params string[] others) => _ = (day, others);

    public abstract Task<string?> FindAsync<T>(T? key, out int? found, CancellationToken cancellationToken = default)
        where T : class;

    public void Report(string value) => Happened?.Invoke(this, value);

    public override string ToString() => $"{Name} {Number}";
}
