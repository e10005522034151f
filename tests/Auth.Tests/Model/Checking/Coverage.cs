using System.Globalization;
using System.Text;

namespace Amplify.Tests.Model;

/// <summary>What was done how often, and what came of it.</summary>
internal sealed class Coverage
{
    private readonly SortedDictionary<(string Command, string Outcome), int> _seen = new(Comparer<(string Command, string Outcome)>.Create((a, b) => string.CompareOrdinal($"{a.Command} {a.Outcome}", $"{b.Command} {b.Outcome}")));

    public int MostStates { get; private set; }

    public void Add(Command command, Outcome outcome)
    {
        // Which user it was tells nothing here.
        string[] words = outcome.Text.Split(' ');
        (string, string) key = (command is Faulty faulty ? $"{faulty.Inner.Kind}, disturbed" : command.Kind, string.Join(' ', words.Select(word => word.Split('#')[0])));
        _seen[key] = _seen.GetValueOrDefault(key) + 1;
    }

    public void AddStates(int count) => MostStates = Math.Max(MostStates, count);

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (IGrouping<string, KeyValuePair<(string Command, string Outcome), int>> command in _seen.GroupBy(pair => pair.Key.Command))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{command.Key}: {string.Join("; ", command.Select(pair => $"{pair.Key.Outcome} {pair.Value}x"))}");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{_seen.Values.Sum()} commands; at most {MostStates} states were possible at once").ToString();
    }
}
