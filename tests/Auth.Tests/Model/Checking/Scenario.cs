using System.Text;

namespace Amplify.Tests.Model;

/// <summary>One run: how things are set up, and what is done.</summary>
internal sealed record Scenario(Setting Setting, IReadOnlyList<Command> Commands)
{
    /// <summary>Less of the same: fewer commands first, then simpler ones, then a simpler setting.</summary>
    public IEnumerable<Scenario> Simpler()
    {
        for (int length = Commands.Count / 2; length > 0; length /= 2)
        {
            for (int from = 0; from < Commands.Count; from += length)
            {
                yield return this with { Commands = [.. Commands.Take(from), .. Commands.Skip(from + length)] };
            }
        }

        for (int i = 0; i < Commands.Count; i++)
        {
            foreach (Command simpler in Commands[i].Simpler())
            {
                yield return this with { Commands = [.. Commands.Take(i), simpler, .. Commands.Skip(i + 1)] };
            }
        }

        foreach (Setting simpler in Setting.Simpler())
        {
            yield return this with { Setting = simpler };
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder($"with {Setting}:");
        for (int i = 0; i < Commands.Count; i++)
        {
            text.AppendLine().Append(null, $"  {i + 1,2}. {Commands[i]}");
        }

        return text.ToString();
    }
}
