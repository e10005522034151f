using System.Text;

namespace Amplify.Samples;

/// <summary>Asks the person at the console.</summary>
internal static class Prompt
{
    public static string Text(string question)
    {
        while (true)
        {
            Console.Write($"    {question}: ");
            string answer = Console.ReadLine() ?? throw new UnexpectedTurnException("There is nobody to ask: the input has ended.");
            if (answer.Trim().Length > 0)
            {
                return answer.Trim();
            }
        }
    }

    /// <summary>Shows nothing of what is typed.</summary>
    public static string Secret(string question)
    {
        if (Console.IsInputRedirected)
        {
            return Text(question);
        }

        while (true)
        {
            Console.Write($"    {question}: ");
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
            if (typed.Length > 0)
            {
                return typed.ToString();
            }
        }
    }
}
