using System.Text;

namespace Amplify.Samples;

/// <summary>Asks the person at the console.</summary>
internal static class Prompt
{
    /// <summary>Whether somebody is being asked now.</summary>
    public static bool IsAsking { get; private set; }

    public static string Text(string question) => Ask(question, () =>
        Console.ReadLine()?.Trim() ?? throw new UnexpectedTurnException("There is nobody to ask: the input has ended."));

    /// <summary>An offer; nobody there to take it is a no.</summary>
    public static bool YesNo(string question) =>
        Ask($"{question}? (y/n)", () => Console.ReadLine()?.Trim() ?? "n").StartsWith("y", StringComparison.OrdinalIgnoreCase);

    /// <summary>Shows nothing of what is typed.</summary>
    public static string Secret(string question) => Console.IsInputRedirected ? Text(question) : Ask(question, ReadHidden);

    private static string Ask(string question, Func<string> read)
    {
        IsAsking = true;
        try
        {
            while (true)
            {
                Console.Write($"    {question}: ");
                if (read() is { Length: > 0 } answer)
                {
                    return answer;
                }
            }
        }
        finally
        {
            IsAsking = false;
        }
    }

    private static string ReadHidden()
    {
        var typed = new StringBuilder();
        for (ConsoleKeyInfo key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.WriteLine();
        return typed.ToString();
    }
}
