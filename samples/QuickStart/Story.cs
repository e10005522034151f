using System.Diagnostics;
using System.Globalization;

namespace Amplify.Samples;

/// <summary>Prints each step as it happens, with its result and time.</summary>
internal sealed class Story(TextWriter output)
{
    private int _steps;

    public void Say(string text) => output.WriteLine(text);

    public async Task<T> StepAsync<T>(string what, Func<Task<T>> act, Func<T, string> tell)
    {
        output.Write($"{++_steps,2}. {what,-58} ");
        long started = Stopwatch.GetTimestamp();
        T result = await act();
        TimeSpan took = Stopwatch.GetElapsedTime(started);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{took.TotalMilliseconds,7:0.0} ms"));
        foreach (string line in tell(result).Split('\n'))
        {
            output.WriteLine($"      {line}");
        }

        return result;
    }

    public void Failed(string why)
    {
        output.WriteLine();
        Console.Error.WriteLine($"Failed: {why}");
    }

    /// <summary>Goes on only if the story is the one being told.</summary>
    public static T Expect<T>(T? value, string what)
        where T : class => value ?? throw new UnexpectedTurnException($"Expected {what}, and it did not happen.");

    public static void Expect(bool condition, string what)
    {
        if (!condition)
        {
            throw new UnexpectedTurnException($"Expected {what}, and it did not happen.");
        }
    }
}

/// <summary>The walk took another way than it should.</summary>
internal sealed class UnexpectedTurnException(string message) : Exception(message);
